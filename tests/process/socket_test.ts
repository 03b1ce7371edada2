import { assert, assertEquals } from "@std/assert";
import { handshake, newSession, RawClient } from "@/tests/raw_client.ts";
import { startServer } from "@/tests/server.ts";

Deno.test("two people on real sockets see the same messages in the same order", async () => {
  await using server = await startServer();
  await using ada = await RawClient.in(server.wsUrl, "lobby");
  await using bo = await RawClient.in(server.wsUrl, "lobby");
  for (let i = 1; i <= 20; i++) {
    ada.send({ type: "post", room: "lobby", id: `a${i}`, body: `Ada ${i}` });
    bo.send({ type: "post", room: "lobby", id: `b${i}`, body: `Bo ${i}` });
  }
  await ada.next("message", ({ seq }) => seq === 40);
  await bo.next("message", ({ seq }) => seq === 40);
  assertEquals(messagesOf(ada), messagesOf(bo));
  assertEquals(
    messagesOf(ada).map(({ seq }) => seq),
    Array.from({ length: 40 }, (_, i) => i + 1),
  );
});

Deno.test("a repeated id is answered with the first one's ack and posts once", async () => {
  await using server = await startServer();
  const token = await newSession(server.url);
  await using first = await RawClient.in(server.wsUrl, "lobby", token);
  await using second = await RawClient.in(server.wsUrl, "lobby", token);
  for (const client of [first, second]) {
    client.send({ type: "post", room: "lobby", id: "same", body: "once" });
  }
  assertEquals(await first.next("ack"), await second.next("ack"));
  first.send({
    type: "post",
    room: "lobby",
    id: "same",
    body: "something else",
  });
  assertEquals((await first.next("error")).code, "bad_packet");
  const { messages } =
    await (await fetch(`${server.url}/api/rooms/lobby/messages`)).json();
  assertEquals(messages.map(({ body }: { body: string }) => body), ["once"]);
});

Deno.test("the handshake picks the subprotocol 'chat' from a list", async () => {
  await using server = await startServer();
  await using offered = new RawClient(server.wsUrl, {
    protocols: ["chat", "superchat"],
  });
  await offered.next("welcome");
  assertEquals(offered.socket.protocol, "chat");
  await using none = new RawClient(server.wsUrl);
  await none.next("welcome");
  assertEquals(none.socket.protocol, "");
});

Deno.test("a foreign origin is refused before the upgrade", async () => {
  await using server = await startServer({
    env: { CHAT_ORIGINS: "https://friend.example" },
  });
  const foreign = [
    "https://evil.example",
    `http://localhost.evil.example:${server.port}`,
    `http://evil-localhost:${server.port}`,
    "http://localhost:1",
    "http://localhost",
    "null",
    "",
  ];
  for (const origin of foreign) {
    assertEquals(await handshake(server.wsUrl, { origin }), 403, origin);
  }
  for (const origin of [server.url, "https://friend.example"]) {
    assertEquals(await handshake(server.wsUrl, { origin }), 101, origin);
  }
  assertEquals(await handshake(server.wsUrl), 101);
});

Deno.test("what is no handshake of version 13 is answered 426", async () => {
  await using server = await startServer();
  const headers = { "sec-websocket-version": "8" };
  assertEquals(await handshake(server.wsUrl, headers), 426);
  assertEquals(await handshake(server.wsUrl, { upgrade: "h2c" }), 426);
});

Deno.test("a binary frame closes with 1003 and one over 64 KiB with 1009", async () => {
  await using server = await startServer();
  const binary = await RawClient.in(server.wsUrl, "lobby");
  binary.socket.send(new Uint8Array([1]));
  assertEquals((await binary.closed).code, 1003);
  const large = await RawClient.in(server.wsUrl, "lobby");
  large.socket.send(" ".repeat(65_537));
  assertEquals((await large.closed).code, 1009);
});

Deno.test("nonsense is answered and the process lives on", async () => {
  await using server = await startServer();
  await using client = await RawClient.in(server.wsUrl, "lobby");
  const nonsense = [
    "",
    "{",
    "null",
    "[[]]",
    '{"type":"fly"}',
    '{"type":"post","room":"lobby","id":"x","body":""}',
    "[".repeat(60_000),
  ];
  for (const frame of nonsense) {
    client.socket.send(frame);
    const { code } = await client.next("error");
    assert(code === "bad_json" || code === "bad_packet", frame.slice(0, 40));
  }
  client.send({ type: "post", room: "nowhere", id: "y", body: "hello" });
  assertEquals((await client.next("error")).code, "not_joined");
  client.send({ type: "join", room: "nowhere" });
  assertEquals((await client.next("error")).code, "unknown_room");
  client.send({
    type: "post",
    room: "lobby",
    id: "z",
    body: "x".repeat(8_001),
  });
  assertEquals((await client.next("error")).code, "too_long");
  client.send({ type: "ping", at: 5 });
  assertEquals(await client.next("pong"), { type: "pong", at: 5 });
});

Deno.test("one connection too many from an address is refused", async () => {
  const workers = 2;
  await using server = await startServer({
    workers,
    env: { CHAT_CONNECTIONS_PER_IP: "2" },
  });
  // A worker that comes up later was not told of those who had come before.
  await allKnowOf(0, server.port, workers);
  await using first = new RawClient(server.wsUrl);
  await first.next("welcome");
  await using second = new RawClient(server.wsUrl);
  await second.next("welcome");
  await allKnowOf(2, server.port, workers);
  assertEquals(await handshake(server.wsUrl), 429);
});

/** Waits until so many workers are up and each knows of so many connections. */
async function allKnowOf(
  count: number,
  port: number,
  workers: number,
): Promise<void> {
  const know = new Set<string>();
  while (know.size < workers) {
    const { asked, connections } = await connectionsOf(port);
    if (connections === count) know.add(asked);
  }
}

/** What one of the workers knows of the connections of all: what it has heard, it has heard after the news of each connection. */
async function connectionsOf(port: number) {
  // By a connection of its own, which any of them may take.
  using connection = await Deno.connect({ port });
  const request =
    "GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
  await connection.write(new TextEncoder().encode(request));
  const text = await new Response(connection.readable).text();
  const samples = [
    ...text.matchAll(/^confab_connections{worker="(.+)"} (\d+)$/gm),
  ];
  // Its own come first.
  const [[, asked = ""] = []] = samples;
  const connections = samples.reduce((sum, [, , n]) => sum + Number(n), 0);
  return { asked, connections };
}

function messagesOf(client: RawClient) {
  return client.received.filter((packet) => packet.type === "message");
}
