import { assertEquals, assertThrows } from "@std/assert";
import { BrowserSocket } from "@/client/browser_socket.ts";

/** A server whose sockets do what the test says. */
function serve(
  accept: (socket: WebSocket, offered: string | null) => void,
): { address: URL; stop: () => Promise<void> } {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => {
      const offered = request.headers.get("sec-websocket-protocol");
      const { socket, response } = Deno.upgradeWebSocket(request, {
        protocol: "chat",
      });
      accept(socket, offered);
      return response;
    },
  );
  return {
    address: new URL(`ws://127.0.0.1:${server.addr.port}/`),
    stop: () => server.shutdown(),
  };
}

Deno.test("BrowserSocket carries text both ways and tells how it was closed", async () => {
  const { address, stop } = serve((socket, offered) => {
    socket.onmessage = ({ data }) => {
      socket.send(`${offered}: ${data}`);
      socket.close(1001, "Going away");
    };
  });
  const socket = new BrowserSocket(address);
  const events: unknown[] = [];
  const closed = new Promise<void>((resolve) => {
    socket.onopen = () => socket.send("Hello");
    socket.onmessage = (text) => events.push(text);
    socket.onclose = (code, reason) =>
      resolve(void events.push([code, reason]));
  });
  await closed;
  assertEquals(events, ["chat: Hello", [1001, "Going away"]]);
  assertEquals(socket.bufferedAmount, 0);
  await stop();
});

Deno.test("BrowserSocket says once that it works, and not before something came", async () => {
  const welcome = Promise.withResolvers<void>();
  const { address, stop } = serve((socket) => {
    socket.onopen = async () => {
      await welcome.promise;
      socket.send("One");
      socket.send("Two");
      socket.close();
    };
  });
  let worked = 0;
  const socket = new BrowserSocket(address, () => worked++);
  await new Promise<void>((resolve) => socket.onopen = resolve);
  assertEquals(worked, 0);
  const closed = new Promise((resolve) => socket.onclose = resolve);
  welcome.resolve();
  await closed;
  assertEquals(worked, 1);
  await stop();
});

Deno.test("BrowserSocket calls nobody after its callbacks were taken off", async () => {
  const done = Promise.withResolvers<void>();
  const { address, stop } = serve((socket) => {
    socket.onopen = () => socket.send("Hello");
    socket.onclose = () => done.resolve();
  });
  const socket = new BrowserSocket(address);
  await new Promise<void>((resolve) => socket.onmessage = () => resolve());
  socket.onmessage = socket.onclose = null;
  socket.close(1000);
  await done.promise;
  await stop();
});

Deno.test("BrowserSocket throws at an address that is none", () => {
  assertThrows(() => new BrowserSocket("ftp://127.0.0.1/"), DOMException);
});
