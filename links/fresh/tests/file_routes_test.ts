import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import type { State } from "./fixtures/routes_app/define.tsx";
import { body, errorsOf, outcome as outcomeOf, send } from "./send.ts";

const apply = await memoryBuild("routes_app");

async function memoryBuild(fixture: string) {
  const root = new URL(`fixtures/${fixture}`, import.meta.url).pathname;
  return await new Builder({ root }).build({ snapshot: "memory" });
}

function built(app = new App<State>().fsRoutes()): App<State> {
  apply(app);
  return app;
}

function outcome(path: string, method?: string): Promise<[number, string]> {
  return outcomeOf(built(), path, method);
}

/** What stands in the innermost paragraph. */
async function paragraph(
  path: string,
  app = built(),
): Promise<string | undefined> {
  return /<p>(.*)<\/p>/.exec(await body(app, path))?.[1];
}

Deno.test("fsRoutes() has no routes without a build", async () => {
  assertEquals((await send(new App().fsRoutes(), "/about")).status, 404);
});

Deno.test("fsRoutes() serves index files with and without a trailing slash", async () => {
  assertEquals(await paragraph("/"), "index");
  assertEquals(await paragraph("/sub"), "sub first second");
  assertEquals(await paragraph("/sub/"), "sub first second");
});

Deno.test("fsRoutes() runs the handler of the method", async () => {
  const response = await send(built(), "/", { method: "POST" });
  assertEquals([response.status, response.headers.get("location")], [
    303,
    "/about",
  ]);
});

Deno.test("fsRoutes() answers a missing method with 404, not 405", async () => {
  const [status, html] = await outcome("/get_only", "POST");
  assertEquals(status, 404);
  assertStringIncludes(html, "error page 404");
  assertEquals((await outcome("/get_only", "OPTIONS"))[0], 404);
});

Deno.test("fsRoutes() answers every method with a page that has no handler", async () => {
  const [status, html] = await outcome("/about", "POST");
  assertEquals(status, 200);
  assertStringIncludes(html, "about");
});

Deno.test("fsRoutes() renders a page on GET beside a handler for POST", async () => {
  assertEquals(await outcome("/post_and_page", "POST"), [200, "posted"]);
  assertEquals(
    await paragraph("/post_and_page"),
    "page beside POST first second",
  );
});

Deno.test("fsRoutes() answers HEAD with the GET handler", async () => {
  assertEquals(await outcome("/get_only", "HEAD"), [200, ""]);
});

Deno.test("fsRoutes() prefers literal names, then single parameters", async () => {
  assertEquals(await paragraph("/blog/new"), "new first second blog");
  assertEquals(await paragraph("/blog/other"), "slug first second blog other");
  assertEquals(
    await paragraph("/blog/other/comments"),
    "comments first second blog other",
  );
});

Deno.test("fsRoutes() tries literal folders, then parameters, then the rest", async () => {
  assertEquals(await paragraph("/places/home/1"), "home first second 1");
  assertEquals(await paragraph("/places/away/1"), "param first second away 1");
  assertEquals(await paragraph("/places/away"), "rest first second away");
});

Deno.test("fsRoutes() gives the rest of a path", async () => {
  assertEquals(await paragraph("/old/a/b"), "old first second a/b");
  assertEquals((await paragraph("/old"))?.trim(), "old first second");
  assertEquals((await outcome("/old/"))[0], 404);
});

Deno.test("fsRoutes() takes several parameters with text between them", async () => {
  assertEquals(await paragraph("/u/7@2"), "version first second 7 2");
});

Deno.test("fsRoutes() lets the first of two parameter names take the URL", async () => {
  assertEquals(await paragraph("/rooms/7"), "id first second 7");
  assertEquals(
    await paragraph("/rooms/7/members"),
    "members first second room 7",
  );
});

Deno.test("a folder's middlewares run for its files, after those further out", async () => {
  assertEquals(await paragraph("/blog/x"), "slug first second blog x");
  assertEquals(await paragraph("/about"), "about first second");
});

Deno.test("a middleware file of handlers by method is ignored with a warning", async () => {
  const warnings: unknown[] = [];
  const original = console.warn;
  console.warn = (...values: unknown[]) => void warnings.push(values);
  try {
    assertEquals(await paragraph("/ignored"), "ignored first second");
  } finally {
    console.warn = original;
  }
  assertEquals(warnings.length, 1);
});

Deno.test("use() at a path does not run for the file of that name, but for index files and below", async () => {
  const guarded = () =>
    built(
      new App<State>().use("/about", refuse).use("/sub", refuse).fsRoutes(),
    );
  assertEquals((await send(guarded(), "/about")).status, 200);
  assertEquals(await body(guarded(), "/sub"), "refused");
  assertEquals(await body(guarded(), "/sub/below"), "refused");
});

function refuse(): Response {
  return new Response("refused", { status: 403 });
}

Deno.test("a group's layout lies between the root layout and its pages", async () => {
  const html = (await body(built(), "/career")).replaceAll(/<meta[^>]*>/g, "");
  assertStringIncludes(
    html,
    "<body>app-<main>root-<section>group-<p>career first second</p></section></main></body>",
  );
});

Deno.test("a route's config can skip layouts and app wrapper", async () => {
  assertStringIncludes(
    await body(built(), "/bare"),
    "<body><p>about first second</p></body>",
  );
});

Deno.test("an async page's Response is sent as it is", async () => {
  assertEquals(await outcome("/async_response"), [202, "own /async_response"]);
});

Deno.test("handlers wins over handler", async () => {
  assertEquals(await outcome("/handlers_win"), [200, "handlers"]);
});

Deno.test("the nearest error page answers, with the error's status", async () => {
  const [status, html] = await outcome("/fails");
  assertEquals(status, 409);
  assertStringIncludes(html, "app-<main>root-<p>error page 409</p></main>");
  assertEquals(await outcome("/deep/fails"), [503, "deep error page"]);
});

Deno.test("a route file that can't answer is a 500 on request", async () => {
  await errorsOf(async () => {
    assertEquals((await outcome("/two_parameters"))[0], 500);
    assertEquals((await outcome("/nothing"))[0], 500);
  });
});

Deno.test("folders named (_something) hold no routes", async () => {
  assertEquals((await outcome("/helper"))[0], 404);
  assertEquals((await outcome("/(_components)/helper"))[0], 404);
});

Deno.test("a not-found page below the root is that of the whole app", async () => {
  const app = new App().fsRoutes();
  (await memoryBuild("not_found_app"))(app);
  const response = await send(app, "/elsewhere");
  assertEquals(response.status, 404);
  assertStringIncludes(await response.text(), "not found page");
  assertEquals((await send(app, "/", { method: "POST" })).status, 404);
});

Deno.test("two parameters without text between them fail the build", async () => {
  await assertRejects(async () => {
    const app = new App().fsRoutes();
    (await memoryBuild("impossible_app"))(app);
    app.handler();
  });
});

Deno.test("a build gives the app its root and mode", () => {
  const app = built(new App<State>({ mode: "development" }).use(staticFiles()));
  assertEquals(app.config.mode, "production");
  assertStringIncludes(app.config.root, "routes_app");
});
