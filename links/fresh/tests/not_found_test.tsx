import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, HttpError, page } from "fresh";
import { body, failing, outcome } from "./send.ts";

Deno.test("notFound() answers with 200 unless its handler sets the status", async () => {
  const component = () => <p>nothing here</p>;
  const bare = new App().notFound({ component });
  const set = new App().notFound({
    handler: () => page(null, { status: 404 }),
    component,
  });
  assertEquals((await outcome(bare, "/x"))[0], 200);
  const [status, html] = await outcome(set, "/x");
  assertEquals(status, 404);
  assertStringIncludes(html, "nothing here");
});

Deno.test("notFound() also answers a 404 that a handler throws, even if registered later", async () => {
  const app = new App()
    .onError("*", (ctx) => ctx.text("error page"))
    .get("/", failing(new HttpError(404)))
    .notFound((ctx) => ctx.text("not found page"));
  assertEquals(await body(app, "/"), "not found page");
});

Deno.test("notFound() with a handler for GET alone leaves a POST to the default answer", async () => {
  const app = new App().notFound({
    handler: { GET: () => page(null, { status: 404 }) },
    component: () => <p>page</p>,
  });
  assertEquals(await outcome(app, "/x", "POST"), [404, "Not Found"]);
});

Deno.test("ctx.error is null for an unmatched URL without root middleware", async () => {
  const bare = new App().notFound((ctx) => ctx.text(String(ctx.error)));
  const guarded = new App().use((ctx) => ctx.next()).notFound((ctx) =>
    ctx.text(String(ctx.error))
  );
  assertEquals(await body(bare, "/x"), "null");
  assertEquals(await body(guarded, "/x"), "HttpError");
});
