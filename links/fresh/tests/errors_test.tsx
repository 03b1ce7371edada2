import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, csp, HttpError, type Middleware, type PageProps } from "fresh";
import { body, errorsOf, failing, outcome, send } from "./send.ts";

function Problem({ error, data }: PageProps<unknown, unknown>) {
  const name = error instanceof HttpError ? error.status : String(error);
  return <p>{`problem ${name} ${JSON.stringify(data)}`}</p>;
}

const addHeader: Middleware<unknown> = async (ctx) => {
  const response = await ctx.next();
  response.headers.set("x", "added");
  return response;
};

Deno.test("onError() renders its component with the error and its status", async () => {
  const app = new App().onError("*", { component: Problem }).get(
    "/",
    failing(new HttpError(403)),
  );
  const [status, html] = await outcome(app, "/");
  assertEquals(status, 403);
  assertStringIncludes(html, "problem 403 {}");
});

Deno.test("onError() takes a failure of another kind for a 500, and logs nothing", async () => {
  const app = new App().onError("*", { component: Problem }).get(
    "/",
    failing("oops"),
  );
  const logged = await errorsOf(async () => {
    const [status, html] = await outcome(app, "/");
    assertEquals(status, 500);
    assertStringIncludes(html, "problem oops {}");
  });
  assertEquals(logged, []);
});

Deno.test("onError() takes a function", async () => {
  const app = new App()
    .onError("*", (ctx) => ctx.text(`caught ${ctx.error}`, { status: 418 }))
    .get("/", failing("oops"));
  assertEquals(await outcome(app, "/"), [418, "caught oops"]);
});

Deno.test("onError() does nothing for routes before it", async () => {
  const app = new App().get("/", failing(new HttpError(403))).onError("*", {
    component: Problem,
  });
  assertEquals(await outcome(app, "/"), [403, "Forbidden"]);
});

Deno.test("onError() gets unmatched URLs and missing methods too", async () => {
  const app = new App().onError("*", (ctx) => ctx.text("page")).get(
    "/",
    (ctx) => ctx.text("ok"),
  );
  assertEquals(await outcome(app, "/unknown"), [200, "page"]);
  assertEquals(await outcome(app, "/", "POST"), [200, "page"]);
});

Deno.test("onError() on the nearest segment wins, and what it throws goes outwards", async () => {
  const app = new App()
    .onError("*", (ctx) => ctx.text(`outer ${ctx.error}`))
    .onError("/a", failing("again"))
    .onError("/a/b", (ctx) => ctx.text(`inner ${ctx.error}`))
    .get("/a/b", failing("x"))
    .get("/a/c", failing("y"));
  assertEquals(await body(app, "/a/b"), "inner x");
  assertEquals(await body(app, "/a/c"), "outer again");
});

Deno.test("onError() catches what middlewares of its segment throw", async () => {
  const app = new App()
    .onError("/a", (ctx) => ctx.text("page"))
    .use("/a", failing("x"))
    .get("/a", (ctx) => ctx.text("ok"));
  assertEquals(await body(app, "/a"), "page");
});

Deno.test("onError() is not asked about a response that is returned", async () => {
  const app = new App()
    .onError("*", (ctx) => ctx.text("page"))
    .notFound((ctx) => ctx.text("not found page"))
    .get("/", (ctx) => ctx.text("own", { status: 500 }))
    .get("/gone", (ctx) => ctx.text("own", { status: 404 }));
  assertEquals(await outcome(app, "/"), [500, "own"]);
  assertEquals(await outcome(app, "/gone"), [404, "own"]);
});

Deno.test("onError() is wrapped in the layouts of its segment and in the app wrapper", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <html>
        <body>
          app-<Component />
        </body>
      </html>
    ))
    .layout("/a", ({ Component }) => (
      <i>
        a-<Component />
      </i>
    ))
    .layout("/a/b", ({ Component }) => (
      <b>
        b-<Component />
      </b>
    ))
    .onError("/a", { component: () => <u>page</u> })
    .get("/a/b", failing("x"));
  assertStringIncludes(
    await body(app, "/a/b"),
    "<body>app-<i>a-<u>page</u></i></body>",
  );
});

Deno.test("root middlewares do not see root error pages, but those of deeper segments", async () => {
  const app = new App()
    .onError("*", (ctx) => ctx.text("root"))
    .onError("/deep", (ctx) => ctx.text("deep"))
    .use(addHeader)
    .get("/a", failing("x"))
    .get("/deep/a", failing("x"));
  assertEquals((await send(app, "/a")).headers.has("x"), false);
  assertEquals((await send(app, "/deep/a")).headers.get("x"), "added");
});

Deno.test("an error middleware after csp() covers every error with policy and nonce", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <html>
        <head />
        <body>
          <Component />
        </body>
      </html>
    ))
    .use(csp({ useNonce: true }))
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 500;
        return ctx.render(
          // deno-lint-ignore react-no-danger -- the text of a script
          <script dangerouslySetInnerHTML={{ __html: String(status) }} />,
          { status },
        );
      }
    })
    .get("/", (ctx) => ctx.text("ok"));
  for (
    const [path, method, status] of [["/x", "GET", 404], [
      "/",
      "POST",
      405,
    ]] as const
  ) {
    const response = await send(app, path, { method });
    const html = await response.text();
    const nonce = html.match(/nonce="([0-9a-f]{32})"/)?.[1];
    assertEquals(response.status, status);
    assertStringIncludes(
      response.headers.get("content-security-policy") ?? "",
      `script-src 'self' 'nonce-${nonce}'`,
    );
  }
});
