import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, type HandlerByMethod, page } from "fresh";
import { body, errorsOf, outcome, send } from "./send.ts";

function showData({ data }: { data: unknown }) {
  return <p>{`data ${JSON.stringify(data)}`}</p>;
}

Deno.test("page() gives data, status and headers as they are", () => {
  const headers = { x: "1" };
  assertEquals(page({ a: 1 }, { status: 201, headers }), {
    data: { a: 1 },
    status: 201,
    headers,
  });
  assertEquals(page().data, undefined);
});

Deno.test("route() renders what the handler gave, with status and headers", async () => {
  const handler = {
    GET: () => page({ a: 1 }, { status: 201, headers: { x: "1" } }),
  };
  const response = await send(
    new App().route("/", { handler, component: showData }),
    "/",
  );
  assertEquals([response.status, response.headers.get("x")], [201, "1"]);
  assertStringIncludes(
    (await response.text()).replaceAll("&quot;", '"'),
    'data {"a":1}',
  );
});

Deno.test("route() takes an object with data for a page", async () => {
  const app = new App().route("/", {
    handler: () => ({ data: 7 }),
    component: showData,
  });
  assertStringIncludes(await body(app, "/"), "data 7");
});

Deno.test("route() keeps the last of several cookies of page()", async () => {
  const headers = new Headers([["set-cookie", "a=1"], ["set-cookie", "b=2"]]);
  const app = new App().route("/", {
    handler: () => page(1, { headers }),
    component: showData,
  });
  assertEquals((await send(app, "/")).headers.getSetCookie(), ["b=2"]);
});

Deno.test("route() adds a GET for its component into the handlers", async () => {
  const handler: HandlerByMethod<unknown, unknown> = {
    POST: () => new Response("posted"),
  };
  const app = new App().route("/r", {
    handler,
    component: showData,
  });
  const [status, html] = await outcome(app, "/r");
  assertEquals(status, 200);
  assertStringIncludes(html, "data {}");
  assertEquals(await outcome(app, "/r", "POST"), [200, "posted"]);
  assertEquals((await outcome(app, "/r", "PUT"))[0], 405);
  assertEquals(typeof handler.GET, "function");
});

Deno.test("route() lists the methods of its handlers for OPTIONS", async () => {
  const handler = { POST: () => new Response(), PUT: () => new Response() };
  const response = await send(new App().route("/r", { handler }), "/r", {
    method: "OPTIONS",
  });
  assertEquals([response.status, response.headers.get("allow")], [
    204,
    "POST, PUT",
  ]);
});

Deno.test("route() with a component alone answers every method", async () => {
  const app = new App().route("/", { component: showData });
  for (const method of ["GET", "POST", "OPTIONS"]) {
    const [status, html] = await outcome(app, "/", method);
    assertEquals(status, 200);
    assertStringIncludes(html, "data {}");
  }
});

Deno.test("route() with a handler alone renders an empty page for data", async () => {
  const app = new App().route("/", { handler: () => page(1) });
  const [status, html] = await outcome(app, "/");
  assertEquals(status, 200);
  assertStringIncludes(html, "<body></body>");
});

Deno.test("route() answers 500 for a handler that gives nothing", async () => {
  const app = new App().route("/", {
    // @ts-expect-error a handler gives a response or data
    handler: () => undefined,
    component: showData,
  });
  await errorsOf(async () => assertEquals((await send(app, "/")).status, 500));
});

Deno.test("route() takes a function that loads the route", async () => {
  const lazy = () => Promise.resolve({ component: () => <p>loaded</p> });
  assertStringIncludes(
    await body(new App().route("/", lazy), "/"),
    "<p>loaded</p>",
  );
});

Deno.test("route() awaits async components, which may answer themselves", async () => {
  const app = new App()
    .route("/page", {
      component: async () => <p>{await Promise.resolve("late")}</p>,
    })
    .route("/null", { component: async () => await Promise.resolve(null) })
    .route("/response", {
      component: async () =>
        await Promise.resolve(new Response("own", { status: 202 })),
    })
    .layout("*", () => <p>layout</p>);
  assertStringIncludes(await body(app, "/page"), "<p>late</p>");
  assertStringIncludes(await body(app, "/null"), "<body></body>");
  assertEquals(await outcome(app, "/response"), [202, "own"]);
});

Deno.test("an async component's Response skips layouts", async () => {
  const app = new App()
    .layout("*", ({ Component }) => (
      <i>
        <Component />
      </i>
    ))
    .route("/", {
      component: async () => await Promise.resolve(new Response("own")),
    });
  assertEquals(await body(app, "/"), "own");
});
