import { assertEquals, assertRejects } from "@std/assert";
import { App, type Context } from "fresh";
import { body, errorsOf, outcome, send } from "./send.ts";

/** Answers with the route and the parameters that were found. */
function found(ctx: Context<unknown>): Response {
  return ctx.json([ctx.route, { ...ctx.params }]);
}

async function match(app: App<unknown>, path: string): Promise<unknown> {
  return JSON.parse(await body(app, path));
}

Deno.test("an unknown path is a plain 404", async () => {
  const response = await send(new App().get("/", found), "/unknown");
  assertEquals(response.status, 404);
  assertEquals(
    response.headers.get("content-type"),
    "text/plain;charset=UTF-8",
  );
  assertEquals(await response.text(), "Not Found");
});

Deno.test("a missing method is a plain 405 without Allow", async () => {
  const response = await send(new App().get("/", found), "/", {
    method: "POST",
  });
  assertEquals([response.status, await response.text()], [
    405,
    "Method Not Allowed",
  ]);
  assertEquals(response.headers.has("allow"), false);
});

Deno.test("OPTIONS lists the methods as registered", async () => {
  const app = new App().get("/", found).post("/", found);
  const response = await send(app, "/", { method: "OPTIONS" });
  assertEquals([response.status, response.headers.get("allow")], [
    204,
    "GET, POST",
  ]);
});

Deno.test("OPTIONS on an unknown path is a 404", async () => {
  assertEquals(await outcome(new App().get("/", found), "/x", "OPTIONS"), [
    404,
    "Not Found",
  ]);
});

Deno.test("HEAD runs the GET entry and drops the body", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.text("long", { status: 203, headers: { x: "1" } }),
  );
  const response = await send(app, "/", { method: "HEAD" });
  assertEquals([
    response.status,
    response.headers.get("x"),
    await response.text(),
  ], [203, "1", ""]);
});

Deno.test("HEAD prefers its own entry", async () => {
  const app = new App().get("/", found).head(
    "/",
    () => new Response(null, { status: 204 }),
  );
  const response = await send(app, "/", { method: "HEAD" });
  assertEquals(response.status, 204);
});

Deno.test("HEAD on a route for POST alone is a 405", async () => {
  const response = await send(new App().post("/", found), "/", {
    method: "HEAD",
  });
  assertEquals(response.status, 405);
});

Deno.test("all() answers every method", async () => {
  const app = new App().all("/", (ctx) => ctx.text(ctx.req.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    assertEquals(await outcome(app, "/", method), [200, method]);
  }
});

Deno.test("each method has its own registration", async () => {
  const app = new App().put("/", (ctx) => ctx.text("put")).patch(
    "/",
    (ctx) => ctx.text("patch"),
  )
    .delete("/", (ctx) => ctx.text("delete"));
  assertEquals(await outcome(app, "/", "PUT"), [200, "put"]);
  assertEquals(await outcome(app, "/", "PATCH"), [200, "patch"]);
  assertEquals(await outcome(app, "/", "DELETE"), [200, "delete"]);
});

Deno.test("an unknown method on a known path is a 500", async () => {
  const server = Deno.serve(
    {
      port: 0,
      hostname: "127.0.0.1",
      onListen() {},
      onError: () => new Response(null, { status: 500 }),
    },
    new App().get("/", found).handler(),
  );
  await errorsOf(async () => {
    const response = await fetch(`http://127.0.0.1:${server.addr.port}/`, {
      method: "PROPFIND",
    });
    await response.body?.cancel();
    assertEquals(response.status, 500);
  });
  await server.shutdown();
});

Deno.test("a static pattern beats a dynamic one registered before", async () => {
  const app = new App().get("/x/:a", found).get("/x/s", found);
  assertEquals(await match(app, "/x/s"), ["/x/s", {}]);
});

Deno.test("a static pattern without the method is a 405, though a dynamic one has it", async () => {
  const app = new App().get("/x/s", found).post("/x/:a", found);
  assertEquals((await outcome(app, "/x/s", "POST"))[0], 405);
});

Deno.test("the first dynamic pattern that matches decides, whatever its methods", async () => {
  const app = new App().get("/a/:x", found).post("/a/:y", found);
  assertEquals((await outcome(app, "/a/1", "POST"))[0], 405);
});

Deno.test("one dynamic pattern has the methods of all its registrations", async () => {
  const app = new App().get("/a/:x", found).post("/a/:x", found);
  assertEquals((await outcome(app, "/a/1", "POST"))[0], 200);
});

Deno.test("the first registration of a method and a pattern wins", async () => {
  const app = new App().get("/", (ctx) => ctx.text("1")).get(
    "/",
    (ctx) => ctx.text("2"),
  );
  assertEquals(await body(app, "/"), "1");
});

Deno.test("a static pattern matches with and without a trailing slash", async () => {
  const app = new App().get("/p", found).get("/q/", found);
  assertEquals(await match(app, "/p/"), ["/p", {}]);
  assertEquals(await match(app, "/q"), ["/q/", {}]);
});

Deno.test("a dynamic pattern does not match with a trailing slash", async () => {
  assertEquals(
    (await outcome(new App().get("/d/:id", found), "/d/1/"))[0],
    404,
  );
});

Deno.test("runs of slashes count as one", async () => {
  const app = new App().get(
    "/d/:id",
    (ctx) => ctx.json([ctx.params.id, ctx.url.pathname]),
  );
  assertEquals(await match(app, "/d//1"), ["1", "/d/1"]);
});

Deno.test("parameters are decoded, except for what structures a URL", async () => {
  const app = new App().get("/d/:id", found);
  assertEquals(await match(app, "/d/a%20b%2Fc"), ["/d/:id", { id: "a b%2Fc" }]);
  assertEquals(await match(app, "/d/%C3%A9"), ["/d/:id", { id: "é" }]);
});

Deno.test("a malformed escape in a parameter rejects with URIError", async () => {
  await assertRejects(
    () => send(new App().get("/d/:id", found), "/d/%E0%A4%A"),
    URIError,
  );
});

Deno.test("patterns may have expressions, several parameters and wildcards", async () => {
  const app = new App().get("/n/:id(\\d+)", found).get("/v/:a@:b", found).get(
    "/w/*",
    found,
  );
  assertEquals(await match(app, "/n/7"), ["/n/:id(\\d+)", { id: "7" }]);
  assertEquals((await outcome(app, "/n/x"))[0], 404);
  assertEquals(await match(app, "/v/1@2"), ["/v/:a@:b", { a: "1", b: "2" }]);
  assertEquals(await match(app, "/w/a/b"), ["/w/*", { 0: "a/b" }]);
});

Deno.test("an absent optional parameter is empty", async () => {
  const app = new App().get("/o/:p*", found).get("/docs{/:v}?", found);
  assertEquals(await match(app, "/o"), ["/o/:p*", { p: "" }]);
  assertEquals(await match(app, "/o/a/b"), ["/o/:p*", { p: "a/b" }]);
  assertEquals(await match(app, "/docs"), ["/docs/:v?", { v: "" }]);
});

Deno.test("parameters have no prototype", async () => {
  const app = new App().get(
    "/d/:id",
    (ctx) => ctx.json(Object.getPrototypeOf(ctx.params)),
  );
  assertEquals(await match(app, "/d/1"), null);
});

Deno.test("matching is case-sensitive and goes by the escaped path", async () => {
  const app = new App().get("/p", found).get("/é", found);
  assertEquals((await outcome(app, "/P"))[0], 404);
  assertEquals((await outcome(app, "/é"))[0], 404);
});
