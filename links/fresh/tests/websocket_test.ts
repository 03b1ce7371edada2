import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, csp, type WebSocketHandlers } from "fresh";
import { errorsOf, send } from "./send.ts";

const UPGRADE = {
  upgrade: "WebSocket",
  connection: "Upgrade",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** Serves `app` while `visit` talks to it. */
async function serving(
  app: App<unknown>,
  visit: (origin: string) => Promise<void>,
): Promise<void> {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    app.handler(),
  );
  await visit(`127.0.0.1:${server.addr.port}`);
  await server.shutdown();
}

function next(socket: WebSocket, type: "open" | "close"): Promise<unknown>;
function next(socket: WebSocket, type: "message"): Promise<MessageEvent>;
function next(socket: WebSocket, type: string): Promise<unknown> {
  return new Promise((resolve) =>
    socket.addEventListener(type, resolve, { once: true })
  );
}

async function closed(socket: WebSocket): Promise<void> {
  const closing = next(socket, "close");
  socket.close();
  await closing;
}

Deno.test("ws() refuses a request that asks for no WebSocket", async () => {
  const app = new App().ws("/ws", { message() {} });
  for (const method of ["GET", "HEAD"]) {
    const response = await send(app, "/ws", { method });
    assertEquals(response.status, 400);
    const expected = method === "GET"
      ? "Expected a WebSocket upgrade request"
      : "";
    assertEquals(await response.text(), expected);
  }
  assertEquals((await send(app, "/ws", { method: "POST" })).status, 405);
});

Deno.test("ws() tells of opening, messages and closing", async () => {
  const told: unknown[] = [];
  const end = Promise.withResolvers<void>();
  const app = new App().ws("/ws", {
    open: (socket) => socket.send("welcome"),
    message: (socket, event) => socket.send(event.data),
    close(_socket, code, reason) {
      told.push(code, reason);
      end.resolve();
    },
  });
  await serving(app, async (host) => {
    const socket = new WebSocket(`ws://${host}/ws`);
    assertEquals((await next(socket, "message")).data, "welcome");
    socket.send("echo");
    assertEquals((await next(socket, "message")).data, "echo");
    const closing = next(socket, "close");
    socket.close(4001, "bye");
    await Promise.all([closing, end.promise]);
  });
  assertEquals(told, [4001, "bye"]);
});

Deno.test("ws() gets binary messages as an ArrayBuffer", async () => {
  const app = new App().ws("/ws", {
    message: (socket, event) =>
      socket.send(
        String(event.data instanceof ArrayBuffer && event.data.byteLength),
      ),
  });
  await serving(app, async (host) => {
    const socket = new WebSocket(`ws://${host}/ws`);
    await next(socket, "open");
    socket.send(new Uint8Array(3));
    assertEquals((await next(socket, "message")).data, "3");
    await closed(socket);
  });
});

Deno.test("upgrade() with callbacks gives the response, with what middlewares add", async () => {
  const app = new App()
    .use(csp())
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.append("set-cookie", "a=1");
      return response;
    })
    .ws("/ws", { message() {} });
  const response = await send(app, "/ws", { headers: UPGRADE });
  assertEquals([response.status, response.headers.get("set-cookie")], [
    101,
    "a=1",
  ]);
  assertStringIncludes(
    response.headers.get("content-security-policy") ?? "",
    "default-src",
  );
});

Deno.test("upgrade() without callbacks gives socket and response", async () => {
  const kinds: boolean[] = [];
  const app = new App().get("/", (ctx) => {
    const { socket, response } = ctx.upgrade({});
    kinds.push(socket instanceof WebSocket);
    return response;
  });
  assertEquals((await send(app, "/", { headers: UPGRADE })).status, 101);
  assertEquals(kinds, [true]);
});

Deno.test("upgrade() chooses a protocol that the client offers, and no other", async () => {
  const handlers: WebSocketHandlers = { message() {} };
  const app = new App().ws("/ws", handlers, {
    protocol: "chat",
    idleTimeout: 60,
  });
  const offered = { ...UPGRADE, "sec-websocket-protocol": "other, chat" };
  const response = await send(app, "/ws", { headers: offered });
  assertEquals([
    response.status,
    response.headers.get("sec-websocket-protocol"),
  ], [101, "chat"]);
  await errorsOf(async () => {
    assertEquals((await send(app, "/ws", { headers: UPGRADE })).status, 500);
  });
});
