/** Who is there, as real workers and processes tell it. */
import { assert, assertEquals } from "@std/assert";
import { KvStore } from "@/chat/kv_store.ts";
import { BEAT_LIFE_MS } from "@/chat/limits.ts";
import { readBeat } from "@/chat/presence_record.ts";
import type { Presence } from "@/chat/protocol.ts";
import { newSession, RawClient } from "@/tests/raw_client.ts";
import { startServer } from "@/tests/server.ts";

const PEOPLE = 8;

/** Waits until a client was told of so many people. */
function counts(client: RawClient, count: number): Promise<Presence> {
  return client.next("presence", (packet) => packet.count === count);
}

/** The beats of all workers that write to this database. */
async function beats(path: string) {
  const kv = await Deno.openKv(path);
  using store = Object.assign(new KvStore(kv), {
    [Symbol.dispose]: () => kv.close(),
  });
  const range = { start: ["beat"], end: ["beau"], limit: 10 };
  const entries = await Array.fromAsync(store.list(range));
  return entries.flatMap(({ value }) => readBeat(value) ?? []);
}

Deno.test("people on two workers see each other come and go", async () => {
  await using server = await startServer({ workers: 2 });
  await using stack = new AsyncDisposableStack();
  const clients: RawClient[] = [];
  for (let i = 0; i < PEOPLE; i++) {
    clients.push(stack.use(await RawClient.in(server.wsUrl, "lobby")));
  }
  await Promise.all(clients.map((client) => counts(client, PEOPLE)));
  const [leaver, ...rest] = clients;
  await leaver?.[Symbol.asyncDispose]();
  // Not by the count: they may have heard of so many when not all had come yet.
  const told = await Promise.all(
    rest.map((client) =>
      client.next("presence", ({ left }) => left !== undefined)
    ),
  );
  for (const { count, left } of told) {
    assertEquals([count, left?.length], [PEOPLE - 1, 1]);
  }
});

Deno.test("a person with a tab at each of two processes counts once, and is not told to have left when one goes down", async () => {
  await using one = await startServer();
  await using other = await startServer({ kv: one.kv });
  const token = await newSession(one.url);
  await using ada = await RawClient.in(one.wsUrl, "lobby");
  await using here = await RawClient.in(one.wsUrl, "lobby", token);
  await using there = await RawClient.in(other.wsUrl, "lobby", token);
  await counts(ada, 2);
  await counts(here, 2);
  await counts(there, 2);
  assertEquals(await other.stop(), 0);
  await using bo = await RawClient.in(one.wsUrl, "lobby");
  await counts(bo, 3);
  await counts(ada, 3);
  const left = ada.received.filter((packet) =>
    packet.type === "presence" && packet.left
  );
  assertEquals(left, []);
});

Deno.test("after kill -9 nothing keeps saying that its people are there", async () => {
  await using one = await startServer();
  await using other = await startServer({ kv: one.kv });
  await using ada = await RawClient.in(one.wsUrl, "lobby");
  await RawClient.in(other.wsUrl, "lobby");
  await counts(ada, 2);
  await other.kill();
  const killedAt = Date.now();
  const last = (await beats(one.kv)).map(({ until }) => until);
  // What the killed one has written counts until then and no longer; the unit tests let that time go by.
  assertEquals(last.length, 2);
  assert(Math.min(...last) <= killedAt + BEAT_LIFE_MS);
});
