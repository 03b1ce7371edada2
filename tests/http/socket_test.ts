import { assertEquals } from "@std/assert";
import { HANDSHAKE_MS } from "@/chat/limits.ts";
import { connectSocket, type Socket } from "@/http/socket.ts";
import { aPerson, TestChat } from "@/tests/chat/test_chat.ts";

/** A server's end of a handshake of which nothing is heard unless the test says so. */
class QuietSocket extends EventTarget implements Socket {
  readonly bufferedAmount = 0;
  readonly closed: number[] = [];
  readyState: WebSocket["readyState"] = WebSocket.CONNECTING;

  send(): void {}

  close(code: number): void {
    this.closed.push(code);
  }

  opens(): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }
}

/** A handshake that was answered, and how often its client was counted out. */
function handshake({ chat }: TestChat) {
  const socket = new QuietSocket();
  const count = { left: 0 };
  connectSocket(chat, socket, {
    person: aPerson("Ann"),
    address: "192.0.2.1",
    leave: () => count.left++,
  });
  return { socket, count };
}

function connections({ chat }: TestChat): number | undefined {
  const [figures] = chat.rollCall.figures.values();
  return figures?.connections;
}

Deno.test("a handshake whose client is heard of no more is counted out after a while, and comes too late after that", async () => {
  using test = await TestChat.open();
  const { socket, count } = handshake(test);
  test.environment.pass(HANDSHAKE_MS - 1);
  assertEquals(count.left, 0);
  test.environment.pass(1);
  assertEquals(count.left, 1);
  socket.opens();
  assertEquals(socket.closed, [1013]);
  assertEquals(connections(test), 0);
});

Deno.test("a socket whose close is not answered is counted out after a while", async () => {
  using test = await TestChat.open();
  const { socket, count } = handshake(test);
  socket.opens();
  socket.dispatchEvent(new MessageEvent("message", { data: new Blob() }));
  assertEquals(socket.closed, [1003]);
  test.environment.pass(HANDSHAKE_MS - 1);
  assertEquals([count.left, connections(test)], [0, 1]);
  test.environment.pass(1);
  assertEquals([count.left, connections(test)], [1, 0]);
});

Deno.test("a socket that has opened in time stays", async () => {
  using test = await TestChat.open();
  const { socket, count } = handshake(test);
  socket.opens();
  test.environment.pass(HANDSHAKE_MS);
  assertEquals([count.left, socket.closed], [0, []]);
  socket.dispatchEvent(new CloseEvent("close"));
  assertEquals(count.left, 1);
});
