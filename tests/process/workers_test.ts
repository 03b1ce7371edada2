import { assertEquals } from "@std/assert";
import { RawClient } from "@/tests/raw_client.ts";
import { startServer } from "@/tests/server.ts";

const POSTS = 25;
const CLIENTS = 8;

Deno.test("people on two workers see the same room in the same order", async () => {
  await using server = await startServer({
    workers: 2,
    env: { CHAT_POSTS_PER_SECOND: "0" },
  });
  await using stack = new AsyncDisposableStack();
  const clients: RawClient[] = [];
  for (let i = 0; i < CLIENTS; i++) {
    clients.push(stack.use(await RawClient.in(server.wsUrl, "lobby")));
  }
  for (let i = 0; i < POSTS; i++) {
    for (const client of clients) {
      client.send({ type: "post", room: "lobby", id: `p${i}`, body: `${i}` });
    }
  }
  const expected = Array.from({ length: CLIENTS * POSTS }, (_, i) => i + 1);
  for (const client of clients) {
    await client.next("message", ({ seq }) => seq === expected.length);
    assertEquals(eventsOf(client).map(({ seq }) => seq), expected);
    assertEquals(eventsOf(client), eventsOf(clients[0] ?? client));
  }
});

Deno.test("two processes on one database show each other's messages", async () => {
  await using one = await startServer();
  await using other = await startServer({ kv: one.kv });
  await using ada = await RawClient.in(one.wsUrl, "lobby");
  await using bo = await RawClient.in(other.wsUrl, "lobby");
  ada.send({ type: "post", room: "lobby", id: "1", body: "from the first" });
  assertEquals((await bo.next("message")).body, "from the first");
  bo.send({ type: "post", room: "lobby", id: "1", body: "from the second" });
  for (const client of [ada, bo]) {
    await client.next("message", ({ body }) => body === "from the second");
  }
  assertEquals(eventsOf(ada), eventsOf(bo));
});

function eventsOf(client: RawClient) {
  return client.received.filter((packet) => packet.type === "message");
}
