import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { App, type Context } from "fresh";
import { body, errorsOf, send } from "./send.ts";

function answering(
  answer: (ctx: Context<unknown>) => Response | Promise<Response>,
): App<unknown> {
  return new App().get("/", answer);
}

Deno.test("redirect() collapses slashes in a path, but not after ? or #", async () => {
  const response = await send(
    answering((ctx) => ctx.redirect("//evil.com//a?b=//c")),
    "/",
  );
  assertEquals([response.status, response.headers.get("location")], [
    302,
    "/evil.com/a?b=//c",
  ]);
  assertEquals(await response.text(), "");
});

Deno.test("redirect() leaves URLs and relative paths alone, and takes a status", async () => {
  for (const target of ["https://x.example//a", "a//b", "/a#//b"]) {
    const response = await send(
      answering((ctx) => ctx.redirect(target, 303)),
      "/",
    );
    assertEquals([response.status, response.headers.get("location")], [
      303,
      target,
    ]);
  }
});

Deno.test("redirect() gives headers that can be changed", async () => {
  const app = answering((ctx) => {
    const response = ctx.redirect("/a");
    response.headers.append("set-cookie", "a=1");
    return response;
  });
  assertEquals((await send(app, "/")).headers.get("set-cookie"), "a=1");
});

Deno.test("render() completes the document and insists on its content type", async () => {
  const init = { status: 418, headers: { "content-type": "a/b", x: "1" } };
  const response = await send(
    answering((ctx) => ctx.render(<h1>x</h1>, init)),
    "/",
  );
  assertEquals(response.status, 418);
  assertEquals(
    response.headers.get("content-type"),
    "text/html; charset=utf-8",
  );
  assertEquals(response.headers.get("x"), "1");
  assertMatch(
    await response.text(),
    /^<!DOCTYPE html><html><head><meta charset="utf-8" ?\/?><\/head><body><h1>x<\/h1><\/body><\/html>$/,
  );
});

Deno.test("render() of null is an empty document", async () => {
  const response = await send(answering((ctx) => ctx.render(null)), "/");
  assertEquals(response.status, 200);
  assertStringIncludes(await response.text(), "<body></body>");
});

Deno.test("render() of anything but an element is a 500", async () => {
  for (const value of [undefined, "text", {}]) {
    // @ts-expect-error only elements and null can be rendered
    const app = answering((ctx) => ctx.render(value));
    await errorsOf(async () =>
      assertEquals((await send(app, "/")).status, 500)
    );
  }
});

Deno.test("render() changes the very Headers it is given, and keeps all cookies", async () => {
  const headers = new Headers([["set-cookie", "a=1"], ["set-cookie", "b=2"]]);
  const response = await send(
    answering((ctx) => ctx.render(<p />, { headers })),
    "/",
  );
  assertEquals(headers.get("content-type"), "text/html; charset=utf-8");
  assertEquals(response.headers.getSetCookie(), ["a=1", "b=2"]);
});

Deno.test("text() is plain text unless told otherwise", async () => {
  const plain = await send(answering((ctx) => ctx.text("a")), "/");
  const other = await send(
    answering((ctx) =>
      ctx.text("a", { headers: { "content-type": "text/csv" } })
    ),
    "/",
  );
  assertEquals(plain.headers.get("content-type"), "text/plain;charset=UTF-8");
  assertEquals(other.headers.get("content-type"), "text/csv");
});

Deno.test("html() is always HTML, without a doctype", async () => {
  const response = await send(
    answering((ctx) => ctx.html("<p>", { headers: { "content-type": "a/b" } })),
    "/",
  );
  assertEquals(
    response.headers.get("content-type"),
    "text/html; charset=utf-8",
  );
  assertEquals(await response.text(), "<p>");
});

Deno.test("json() is like Response.json()", async () => {
  const response = await send(
    answering((ctx) => ctx.json({ a: 1 }, { status: 201 })),
    "/",
  );
  assertEquals([response.status, response.headers.get("content-type")], [
    201,
    "application/json",
  ]);
  assertEquals(await response.json(), { a: 1 });
});

Deno.test("json() of undefined is a 500", async () => {
  await errorsOf(async () => {
    const response = await send(answering((ctx) => ctx.json(undefined)), "/");
    assertEquals(response.status, 500);
  });
});

Deno.test("stream() sends strings and bytes from any kind of source", async () => {
  async function* later() {
    yield "é";
    yield await Promise.resolve(new TextEncoder().encode("!"));
  }
  assertEquals(await body(answering((ctx) => ctx.stream(later)), "/"), "é!");
  assertEquals(await body(answering((ctx) => ctx.stream(later())), "/"), "é!");
  assertEquals(
    await body(answering((ctx) => ctx.stream(["a", "b"])), "/"),
    "ab",
  );
  const response = await send(
    answering((ctx) => ctx.stream(["a"], { status: 202 })),
    "/",
  );
  assertEquals([
    response.status,
    response.headers.get("content-type"),
    await response.text(),
  ], [202, null, "a"]);
});

Deno.test("stream() ends the generator when the client goes away", async () => {
  const ended = Promise.withResolvers<string>();
  const leave = new AbortController();
  const app = answering((ctx) =>
    ctx.stream(async function* () {
      try {
        while (true) yield await Promise.resolve("tick ".repeat(1000));
      } finally {
        ended.resolve("finally");
      }
    })
  );
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    app.handler(),
  );
  const response = await fetch(`http://127.0.0.1:${server.addr.port}/`, {
    signal: leave.signal,
  });
  await response.body?.getReader().read();
  leave.abort();
  assertEquals(await ended.promise, "finally");
  await server.shutdown();
});

Deno.test("ctx.isPartial tells whether the query asks for a part", async () => {
  const app = answering((ctx) => ctx.json(ctx.isPartial));
  assertEquals(await body(app, "/"), "false");
  assertEquals(await body(app, "/?fresh-partial=true"), "true");
});

Deno.test("ctx has its documented properties", async () => {
  const app = answering((ctx) => ctx.json(Object.keys(ctx).toSorted()));
  const names =
    "Component config data error info isPartial next params req route state url";
  assertEquals(JSON.parse(await body(app, "/")), names.split(" "));
});

Deno.test("trustProxy decides whether forwarded headers change ctx.url", async () => {
  const headers = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "chat.example:8443",
  };
  const told = (app: App<unknown>) =>
    body(app.get("/", (ctx) => ctx.text(`${ctx.url}|${ctx.req.url}`)), "/", {
      headers,
    });
  assertEquals(
    await told(new App({ trustProxy: true })),
    "https://chat.example:8443/|http://localhost/",
  );
  assertEquals(await told(new App()), "http://localhost/|http://localhost/");
});

Deno.test("trustProxy ignores lists", async () => {
  const headers = {
    "x-forwarded-proto": "https, http",
    "x-forwarded-host": "a.example,b.example",
  };
  const app = new App({ trustProxy: true }).get(
    "/",
    (ctx) => ctx.text(ctx.url.href),
  );
  assertEquals(await body(app, "/", { headers }), "http://localhost/");
});

Deno.test("a body that is not what it should be is a 500 unless caught", async () => {
  const app = new App().post(
    "/",
    async (ctx) => ctx.json(await ctx.req.json()),
  );
  await errorsOf(async () => {
    const response = await send(app, "/", { method: "POST", body: "{" });
    assertEquals(response.status, 500);
  });
});

Deno.test("render() without a build gives plain markup for any component", async () => {
  const Button = ({ act }: { act: () => void }) => (
    <button type="button" onClick={act}>go</button>
  );
  const response = await send(
    answering((ctx) => ctx.render(<Button act={() => {}} />)),
    "/",
  );
  assertEquals(response.headers.has("link"), false);
  assertMatch(
    await response.text(),
    /<body><button type="button" ?>go<\/button><\/body>/,
  );
});
