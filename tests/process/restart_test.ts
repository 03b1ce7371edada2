import { assert, assertEquals, assertMatch } from "@std/assert";
import { newSession, RawClient } from "@/tests/raw_client.ts";
import { startServer } from "@/tests/server.ts";

Deno.test("messages, sessions and the epoch are there after a kill -9", async () => {
  await using first = await startServer();
  const token = await newSession(first.url);
  const before = await RawClient.in(first.wsUrl, "lobby", token);
  before.send({ type: "post", room: "lobby", id: "1", body: "still here" });
  const ack = await before.next("ack");
  const { epoch } =
    before.received.find((packet) => packet.type === "joined") ?? { epoch: "" };
  await first.kill();

  await using second = await startServer({ kv: first.kv });
  await using after = await RawClient.in(second.wsUrl, "lobby", token);
  after.send({ type: "join", room: "lobby", after: 0, epoch });
  assert((await after.next("joined")).resumed);
  assertEquals((await after.next("message")).body, "still here");
  after.send({ type: "post", room: "lobby", id: "1", body: "still here" });
  assertEquals(await after.next("ack"), ack);
});

Deno.test("going down: goodbye, answers for what was accepted, then 1001", async () => {
  await using server = await startServer({
    workers: 2,
    env: { CHAT_POSTS_PER_SECOND: "0" },
  });
  const clients = [];
  for (let i = 0; i < 4; i++) {
    clients.push(await RawClient.in(server.wsUrl, "lobby"));
  }
  for (const client of clients) {
    for (let i = 0; i < 50; i++) {
      client.send({
        type: "post",
        room: "lobby",
        id: `${i}`,
        body: "on the way",
      });
    }
    await client.next("ack");
  }
  assertEquals(await server.stop(), 0);
  for (const client of clients) {
    assertEquals((await client.closed).code, 1001);
    assert((await client.next("goodbye")).retryAfter > 0);
  }
  await using again = await startServer({ kv: server.kv });
  const { messages } =
    await (await fetch(`${again.url}/api/rooms/lobby/messages?limit=200`))
      .json();
  const acked = clients.flatMap((client) =>
    client.received.filter((packet) => packet.type === "ack")
  );
  assertEquals(messages.length, acked.length);
});

Deno.test("going down: a request that was accepted is still answered", async () => {
  await using server = await startServer();
  const token = await newSession(server.url);
  const body = JSON.stringify({ id: "1", body: "on the way" });
  using connection = await Deno.connect({ port: server.port });
  const say = (text: string) =>
    connection.write(new TextEncoder().encode(text));
  await say(
    [
      "POST /api/rooms/lobby/messages HTTP/1.1",
      `host: localhost:${server.port}`,
      `authorization: Bearer ${token}`,
      `content-length: ${body.length}`,
      "expect: 100-continue",
      "connection: close",
      "\r\n",
    ].join("\r\n"),
  );
  // Said when somebody begins to read the body.
  await connection.read(new Uint8Array(100));
  const stopped = server.stop();
  while ((await readiness(server.url)) === 200);
  await say(body);
  const answer = await new Response(connection.readable).text();
  assertMatch(answer, /^HTTP\/1.1 201 /);
  assertMatch(answer, /"type":"ack"/);
  assertEquals(await stopped, 0);
});

async function readiness(url: string): Promise<number> {
  const response = await fetch(`${url}/readyz`);
  await response.body?.cancel();
  return response.status;
}

Deno.test("SIGTERM straight to the server says goodbye and closes with 1001", async () => {
  await using server = await startServer({ workers: 2 });
  const client = await RawClient.in(server.wsUrl, "lobby");
  assertEquals(await server.stop("SIGTERM"), 0);
  assertEquals((await client.closed).code, 1001);
  await client.next("goodbye");
});
