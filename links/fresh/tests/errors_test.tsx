import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  App,
  csp,
  HttpError,
  type Middleware,
  page,
  type PageProps,
} from "fresh";
import { body, errorsOf, send } from "./send.ts";

function failing(error: unknown): () => never {
  return () => {
    throw error;
  };
}

function Problem({ error, data }: PageProps<unknown, unknown>) {
  const name = error instanceof HttpError ? error.status : String(error);
  return <p>{`problem ${name} ${JSON.stringify(data)}`}</p>;
}

async function outcome(
  app: App<unknown>,
  path: string,
  method = "GET",
): Promise<[number, string]> {
  const response = await send(app, path, { method });
  return [response.status, await response.text()];
}

const addHeader: Middleware<unknown> = async (ctx) => {
  const response = await ctx.next();
  response.headers.set("x", "added");
  return response;
};

Deno.test("HttpError has the status, a cause, and no text of its own", () => {
  const cause = new Error("inner");
  const error = new HttpError(404, "gone", { cause });
  assertEquals([error.status, error.message, error.name, error.cause], [
    404,
    "gone",
    "HttpError",
    cause,
  ]);
  assertEquals(Object.keys(error).toSorted(), ["name", "status"]);
  assertEquals([new HttpError(404).message, String(new HttpError(404))], [
    "",
    "HttpError",
  ]);
});

Deno.test("HttpError without a message is answered with the status text, and not logged", async () => {
  const app = new App().get("/", failing(new HttpError(403)));
  const logged = await errorsOf(async () => {
    const response = await send(app, "/");
    assertEquals([response.status, await response.text()], [403, "Forbidden"]);
    assertEquals(
      response.headers.get("content-type"),
      "text/plain;charset=UTF-8",
    );
  });
  assertEquals(logged, []);
});

Deno.test("HttpError from 500 on is logged", async () => {
  const app = new App().get("/", failing(new HttpError(503, "down")));
  const logged = await errorsOf(async () =>
    assertEquals(await outcome(app, "/"), [503, "down"])
  );
  assertEquals(logged.length, 1);
});

Deno.test("any other error is a logged 500 that tells nothing", async () => {
  for (const error of [new Error("secret"), "secret"]) {
    const app = new App().get("/", failing(error));
    const logged = await errorsOf(async () => {
      assertEquals(await outcome(app, "/"), [500, "Internal server error"]);
    });
    assertEquals(logged.length, 1);
  }
});

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
