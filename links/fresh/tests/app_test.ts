import { assertEquals } from "@std/assert";
import { App, type Middleware } from "fresh";
import { body, errorsOf, send } from "./send.ts";

interface State {
  seen: string[];
}

/** Notes its name on the way in and on the way out. */
function noting(name: string): Middleware<State> {
  return async (ctx) => {
    const response = await ctx.next();
    response.headers.append("out", name);
    return response;
  };
}

/** An app that answers with the names of the middlewares that a request met. */
function trace(name: string): Middleware<State> {
  return (ctx) => {
    (ctx.state.seen ??= []).push(name);
    return ctx.next();
  };
}

function tell(ctx: Parameters<Middleware<State>>[0]): Response {
  return ctx.json(ctx.state.seen ?? []);
}

async function seen(
  app: App<State>,
  path: string,
  init?: RequestInit,
): Promise<string[]> {
  return JSON.parse(await body(app, path, init));
}

Deno.test("use() runs middlewares in order before the route's own", async () => {
  const app = new App<State>().use(trace("a"), trace("b")).get(
    "/",
    trace("h1"),
    tell,
  );
  assertEquals(await seen(app, "/"), ["a", "b", "h1"]);
});

Deno.test("use() gets responses back in reverse order", async () => {
  const app = new App<State>().use(noting("a"), noting("b")).get(
    "/",
    noting("h1"),
    tell,
  );
  const response = await send(app, "/");
  assertEquals(response.headers.get("out"), "h1, b, a");
});

Deno.test("use() does not reach routes registered before it", async () => {
  const app = new App<State>().get("/1", tell).use(trace("late")).get(
    "/2",
    tell,
  );
  assertEquals(await seen(app, "/1"), []);
  assertEquals(await seen(app, "/2"), ["late"]);
});

Deno.test("use() at the root runs for unmatched URLs, wherever it is registered", async () => {
  const app = new App<State>().get("/1", tell).use((ctx) =>
    ctx.text(`caught ${ctx.route}`)
  );
  assertEquals(await body(app, "/nowhere"), "caught null");
});

Deno.test("use() at a path runs for the routes on and below it", async () => {
  const app = new App<State>().use("/sec", trace("m")).get("/sec", tell).get(
    "/sec/x",
    tell,
  ).get("/other", tell);
  assertEquals(await seen(app, "/sec"), ["m"]);
  assertEquals(await seen(app, "/sec/x"), ["m"]);
  assertEquals(await seen(app, "/other"), []);
});

Deno.test("use() at a path does not run for unmatched URLs below it", async () => {
  const app = new App<State>().use("/sec", (ctx) => ctx.text("caught")).get(
    "/sec",
    tell,
  );
  const response = await send(app, "/sec/unknown");
  assertEquals(response.status, 404);
});

Deno.test("use() at a path with a star runs for no ordinary route", async () => {
  const app = new App<State>().use("/adm/*", trace("m")).get("/adm/d", tell)
    .get("/adm/:id", tell);
  assertEquals(await seen(app, "/adm/d"), []);
  assertEquals(await seen(app, "/adm/7"), []);
});

Deno.test("use() goes by the text of patterns, not by URLs", async () => {
  const app = new App<State>().use("/rooms", trace("m")).get("/rooms/:id", tell)
    .get("/:page", tell);
  assertEquals(await seen(app, "/rooms/1"), ["m"]);
  assertEquals(await seen(app, "/rooms"), []);
});

Deno.test("use() compares parameters by name", async () => {
  const app = new App<State>().use("/rooms/:room", trace("m")).get(
    "/rooms/:id",
    tell,
  ).get("/rooms/:room/x", tell);
  assertEquals(await seen(app, "/rooms/1"), []);
  assertEquals(await seen(app, "/rooms/1/x"), ["m"]);
});

Deno.test("use() runs root middlewares alone for a missing method", async () => {
  const app = new App<State>()
    .use(noteAnswer)
    .use("/sec", () => new Response("wrong"))
    .get("/sec", tell);
  const response = await send(app, "/sec", { method: "POST" });
  assertEquals(await response.text(), "405 seen");
});

const noteAnswer: Middleware<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    return ctx.text(`${Reflect.get(Object(error), "status")} seen`);
  }
};

Deno.test("use() loads a lazy middleware once", async () => {
  let loads = 0;
  const lazy = () => Promise.resolve(++loads).then(() => trace("lazy"));
  const handle = new App<State>().use(lazy).get("/", tell).handler();
  await handle(new Request("http://localhost/"));
  const second = await handle(new Request("http://localhost/"));
  assertEquals(await second.json(), ["lazy"]);
  assertEquals(loads, 1);
});

Deno.test("next() called twice does not repeat the rest of the chain", async () => {
  let runs = 0;
  const app = new App<State>()
    .use(async (ctx) => {
      await ctx.next();
      return await ctx.next();
    })
    .get("/", (ctx) => ctx.text(String(++runs)));
  const response = await send(app, "/");
  assertEquals([response.status, runs], [404, 1]);
});

Deno.test("next() in the last handler is a 404", async () => {
  const app = new App<State>().get("/", (ctx) => ctx.next());
  const response = await send(app, "/");
  assertEquals(response.status, 404);
});

Deno.test("next() skips what follows it when the default answer throws", async () => {
  const app = new App<State>().use(noting("after"));
  const response = await send(app, "/unknown");
  assertEquals(response.headers.has("out"), false);
});

Deno.test("handler() answers 500 if a middleware gives no Response", async () => {
  // @ts-expect-error a handler gives a response
  const app = new App<State>().get("/", () => undefined);
  const logged = await errorsOf(async () => {
    const response = await send(app, "/");
    assertEquals([response.status, await response.text()], [
      500,
      "Internal server error",
    ]);
  });
  assertEquals(logged.length, 1);
});

Deno.test("ctx.req may be replaced, ctx.url stays", async () => {
  const app = new App<State>()
    .use((ctx) => {
      ctx.req = new Request("http://other/", { headers: { x: "1" } });
      return ctx.next();
    })
    .get("/", (ctx) => ctx.text(`${ctx.req.headers.get("x")} ${ctx.url.host}`));
  assertEquals(await body(app, "/"), "1 localhost");
});

Deno.test("ctx.state starts empty for every request", async () => {
  const app = new App<State>().use(trace("a")).get("/", tell);
  const handle = app.handler();
  await handle(new Request("http://localhost/"));
  const second = await handle(new Request("http://localhost/"));
  assertEquals(await second.json(), ["a"]);
});

Deno.test("config has defaults for all fields", () => {
  assertEquals(new App().config, {
    root: ".",
    basePath: "",
    mode: "production",
    trustProxy: false,
  });
  assertEquals(new App({ mode: "development" }).config.mode, "development");
});

Deno.test("handler() takes the client's address from its second argument", async () => {
  const app = new App().get("/", (ctx) => ctx.json(ctx.info.remoteAddr));
  const remoteAddr = {
    transport: "tcp",
    hostname: "192.0.2.7",
    port: 5,
  } as const;
  const info = { remoteAddr, completed: Promise.resolve() };
  const response = await app.handler()(new Request("http://localhost/"), info);
  assertEquals(await response.json(), remoteAddr);
});

Deno.test("handler() without info takes the client to be tcp/localhost", async () => {
  const app = new App().get("/", (ctx) => ctx.json(ctx.info.remoteAddr));
  const { transport, hostname } = JSON.parse(await body(app, "/"));
  assertEquals([transport, hostname], ["tcp", "localhost"]);
});

Deno.test("listen() serves until it is aborted", async () => {
  const stop = new AbortController();
  const listening = Promise.withResolvers<Deno.NetAddr>();
  const app = new App().get("/", (ctx) => ctx.text("here"));
  const finished = app.listen({
    hostname: "127.0.0.1",
    signal: stop.signal,
    onListen: listening.resolve,
  });
  const { port } = await listening.promise;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  assertEquals(await response.text(), "here");
  stop.abort();
  await finished;
});
