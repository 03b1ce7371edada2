import { assertEquals, assertObjectMatch } from "@std/assert";
import type { ClientPacket, ServerPacket } from "@/chat/protocol.ts";
import { StreamSocket } from "@/client/stream_socket.ts";
import { Proxy } from "@/tests/chaos/proxy.ts";
import { SkippedTime } from "@/tests/client/skipped_time.ts";
import { newSession, RawClient } from "@/tests/raw_client.ts";
import { type RunningServer, startServer } from "@/tests/server.ts";

/** After so long a silence a stream is dead, in milliseconds. */
const TOO_LONG_MS = 61_000;
const LOST = 1006;

Deno.test("the protocol over plain HTTP: welcome, join, history, post, events, ping", async () => {
  await using server = await startServer();
  await using bo = await RawClient.in(server.wsUrl, "lobby");
  bo.send({ type: "post", room: "lobby", id: "0", body: "before" });
  await bo.next("ack");
  const ada = await Streamed.open(server);
  assertEquals((await ada.next("welcome")).protocol, 1);
  ada.send({ type: "join", room: "lobby" });
  assertObjectMatch(await ada.next("joined"), { head: 1, resumed: false });
  assertEquals((await ada.next("history")).messages.map(({ body }) => body), [
    "before",
  ]);
  ada.send({ type: "post", room: "lobby", id: "1", body: "by POST" });
  bo.send({ type: "post", room: "lobby", id: "1", body: "by WebSocket" });
  await bo.next("message", ({ body }) => body === "by POST");
  await ada.next("message", ({ body }) => body === "by WebSocket");
  assertEquals((await ada.next("ack")).id, "1");
  ada.send({ type: "ping", at: 7 });
  assertEquals((await ada.next("pong")).at, 7);
  ada.socket.close();
});

Deno.test("commands over plain HTTP keep their order, and refusals their code and id", async () => {
  await using server = await startServer({
    env: { CHAT_POSTS_PER_SECOND: "0" },
  });
  const ada = await Streamed.open(server);
  ada.send({ type: "join", room: "lobby", history: 0 });
  await ada.next("joined");
  for (let i = 1; i <= 30; i++) {
    ada.send({ type: "post", room: "lobby", id: `${i}`, body: `${i}` });
  }
  ada.send({ type: "edit", room: "lobby", id: "e", target: 99, body: "x" });
  const { code, id, room } = await ada.next("error");
  assertEquals([code, id, room], ["unknown_message", "e", "lobby"]);
  await ada.next("message", ({ seq }) => seq === 30);
  const bodies = ada.received.flatMap((packet) =>
    packet.type === "message" ? [packet.body] : []
  );
  assertEquals(bodies, Array.from({ length: 30 }, (_, i) => `${i + 1}`));
  ada.socket.close();
});

Deno.test("a stream resumes after a cursor, and closes when the server goes away", async () => {
  await using server = await startServer();
  const token = await newSession(server.url);
  await using bo = await RawClient.in(server.wsUrl, "lobby", token);
  for (const id of ["1", "2", "3"]) {
    bo.send({ type: "post", room: "lobby", id, body: id });
  }
  await bo.next("ack", ({ id }) => id === "3");
  const [joined] = bo.received.filter((packet) => packet.type === "joined");
  const ada = await Streamed.open(server);
  ada.send({
    type: "join",
    room: "lobby",
    after: 1,
    epoch: joined?.epoch ?? "",
  });
  assertEquals((await ada.next("joined")).resumed, true);
  await ada.next("message", ({ seq }) => seq === 3);
  assertEquals(
    ada.received.flatMap((packet) => "seq" in packet ? [packet.seq] : []),
    [2, 3],
  );
  const closed = new Promise((resolve) => ada.socket.onclose = resolve);
  await server.stop();
  await closed;
  await ada.next("goodbye");
});

Deno.test("a stream that died without a close is noticed, and nothing is missed", async () => {
  await using server = await startServer();
  await using proxy = new Proxy();
  proxy.target = server.port;
  using clock = new SkippedTime();
  await using bo = await RawClient.in(server.wsUrl, "lobby");
  const url = `http://localhost:${proxy.port}`;
  const ada = await Streamed.open(server, url);
  ada.send({ type: "join", room: "lobby" });
  const { epoch } = await ada.next("joined");
  bo.send({ type: "post", room: "lobby", id: "1", body: "heard" });
  await ada.next("message");

  assertEquals(proxy.swallow(), 1);
  bo.send({ type: "post", room: "lobby", id: "2", body: "not heard" });
  await bo.next("ack", ({ id }) => id === "2");
  ada.send({ type: "ping", at: 1 });
  await ada.next("pong");
  const closed = new Promise((resolve) => ada.socket.onclose = resolve);
  clock.skip(TOO_LONG_MS);
  ada.send({ type: "ping", at: 2 });
  const pong = ada.next("pong", ({ at }) => at === 2);
  assertEquals(await Promise.race([closed, pong]), LOST);

  proxy.heal();
  const again = await Streamed.open(server, url);
  again.send({ type: "join", room: "lobby", after: 1, epoch });
  assertEquals((await again.next("message")).body, "not heard");
  again.socket.close();
});

/** A socket over plain HTTP, and what it has said. */
class Streamed {
  readonly socket: StreamSocket;
  readonly received: ServerPacket[] = [];
  #wake: () => void = () => {};

  /** `streams`: where it asks for streams of events, if elsewhere. */
  static async open(
    server: RunningServer,
    streams = server.url,
  ): Promise<Streamed> {
    const headers = { authorization: `Bearer ${await newSession(server.url)}` };
    return new Streamed(
      new StreamSocket({
        fetch: (path, init) => fetch(server.url + path, { ...init, headers }),
        events: (path) => new EventSource(streams + path),
      }),
    );
  }

  constructor(socket: StreamSocket) {
    this.socket = socket;
    socket.onmessage = (text) => {
      this.received.push(JSON.parse(text));
      this.#wake();
    };
  }

  send(packet: ClientPacket): void {
    this.socket.send(JSON.stringify(packet));
  }

  async next<T extends ServerPacket["type"]>(
    type: T,
    like: (packet: Extract<ServerPacket, { type: T }>) => boolean = () => true,
  ): Promise<Extract<ServerPacket, { type: T }>> {
    const fits = (
      packet: ServerPacket,
    ): packet is Extract<ServerPacket, { type: T }> => packet.type === type;
    for (;;) {
      const found = this.received.filter(fits).find(like);
      if (found) return found;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }
}
