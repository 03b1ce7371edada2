/** How far people have read: who is told of it, and that it never goes back. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { READ_PATIENCE_MS } from "@/chat/limits.ts";
import { keys } from "@/chat/keys.ts";
import type { Key } from "@/chat/store.ts";
import { CapturedLog } from "./captured_log.ts";
import { FaultyStore } from "./faulty_store.ts";
import { LinkedBuses } from "./linked_buses.ts";
import { TestChat } from "./test_chat.ts";

const room = "lobby";

Deno.test("read is told to one's own other connections alone", async () => {
  using test = await TestChat.open();
  await test.fill(3);
  const [phone, laptop, bob] = [
    test.connect("Ann"),
    test.connect("Ann"),
    test.connect("Bob"),
  ];
  for (const client of [phone, laptop, bob]) await client.joins();
  phone.send({ type: "read", room, seq: 2 });
  assertEquals(await laptop.channel.receives("read"), {
    type: "read",
    room,
    seq: 2,
  });
  await test.quiet();
  assertEquals([phone.channel.of("read"), bob.channel.of("read")], [[], []]);
  assertEquals(await test.chat.readMarks.of("ann", room), 2);
});

Deno.test("read is told to who joins, of what they have read elsewhere by then", async () => {
  const buses = new LinkedBuses();
  using here = await TestChat.over(await FaultyStore.open(), buses.join());
  const there = await here.sibling(buses.join());
  await here.fill(3);
  const phone = here.connect("Ann");
  await phone.joins();
  phone.send({ type: "read", room, seq: 2 });
  await here.quiet();
  await here.chat.readMarks.save();
  const clients = [here, there].flatMap((test) => [
    test.connect("Ann"),
    test.connect("Bob"),
  ]);
  for (const client of clients) await client.joins();
  await here.quiet();
  const told = clients.map(({ channel }) => channel.of("read"));
  const read = { type: "read", room, seq: 2 };
  assertEquals(told, [[read], [], [read], []]);
  there.chat.hub.close();
});

Deno.test("read is told to who joins no further than the room goes", async () => {
  using test = await TestChat.open();
  const sets = [{ key: keys.read("ann", room), value: 9 }];
  await test.store.commit({ checks: [], sets, deletes: [] });
  await test.fill(3);
  const ann = test.connect("Ann");
  await ann.joins();
  assertEquals((await ann.channel.receives("read")).seq, 3);
});

Deno.test("a room is joined even if nobody knows how far one has read", async () => {
  using log = new CapturedLog();
  using test = await TestChat.open();
  await test.fill(3);
  test.store.onRead(({ 0: kind }) =>
    kind === "read" ? new Error("The disk is gone") : undefined
  );
  const ann = test.connect("Ann");
  await ann.joins();
  await test.quiet();
  await test.post("hello");
  assertEquals((await ann.channel.receives("message")).body, "hello");
  assertEquals(ann.channel.of("error"), []);
  assertEquals(log.lines.length, 1);
  assertStringIncludes(log.lines.join(), "telling how far was read failed");
});

Deno.test("read never goes back", async () => {
  using test = await TestChat.open();
  await test.fill(3);
  const [phone, laptop] = [test.connect("Ann"), test.connect("Ann")];
  for (const client of [phone, laptop]) await client.joins();
  phone.send({ type: "read", room, seq: 3 }, { type: "read", room, seq: 1 });
  await laptop.channel.receives("read");
  await test.quiet();
  assertEquals(laptop.channel.of("read").map(({ seq }) => seq), [3]);
  assertEquals(await test.chat.readMarks.of("ann", room), 3);
});

Deno.test("read is refused for what is not there yet", async () => {
  using test = await TestChat.open();
  await test.fill(3);
  const ann = test.connect();
  await ann.joins();
  ann.send({ type: "read", room, seq: 4 });
  assertEquals((await ann.channel.receives("error")).code, "unknown_message");
  assertEquals(await test.chat.readMarks.of("ann", room), 0);
});

Deno.test("what comes after a read to which the store does not answer is done all the same", async () => {
  using test = await TestChat.open();
  await test.fill(1);
  using _log = new CapturedLog();
  const ann = test.connect();
  await ann.joins();
  test.store.holdReads((key: Key) => key[0] === "read");
  const post = { type: "post", room, id: "1", body: "Hello" } as const;
  ann.send({ type: "read", room, seq: 1 }, post);
  await test.quiet();
  test.environment.pass(READ_PATIENCE_MS);
  assertEquals((await ann.channel.receives("ack")).id, "1");
});

Deno.test("read is taken for what another worker has sent, which this one has not heard of yet", async () => {
  using here = await TestChat.open();
  const there = await here.behind(3);
  const release = there.store.holdReads((key: Key) => key[0] === "event");
  const ann = there.connect("Ann");
  await ann.joins(room, { after: 3, epoch: here.chat.epoch });
  ann.send({ type: "read", room, seq: 3 });
  await there.quiet();
  assertEquals(ann.channel.of("error"), []);
  release();
  there.chat.hub.close();
});
