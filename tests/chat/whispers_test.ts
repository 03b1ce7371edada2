/** What is told to who is there and then forgotten: who types, and how far a person has read. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { keys } from "@/chat/keys.ts";
import {
  ROOM_TYPING_BURST,
  SOCKET_BUFFER_BYTES,
  TYPING_BURST,
} from "@/chat/limits.ts";
import type { Key } from "@/chat/store.ts";
import { CapturedLog } from "./captured_log.ts";
import { FaultyStore } from "./faulty_store.ts";
import { LinkedBuses } from "./linked_buses.ts";
import { TestChat } from "./test_chat.ts";

const room = "lobby";

Deno.test("typing is told to the others in the room, on every worker, and not to oneself", async () => {
  const buses = new LinkedBuses();
  using one = await TestChat.over(await FaultyStore.open(), buses.join());
  const two = await one.sibling(buses.join());
  const ann = one.connect("Ann");
  const others = [one.connect("Bob"), two.connect("Carol")];
  const outside = two.connect("Eve");
  for (const client of [ann, ...others]) await client.joins();
  ann.send({ type: "typing", room, on: true });
  const typing = {
    type: "typing",
    room,
    user: { id: "ann", name: "Ann" },
    on: true,
  };
  for (const { channel } of others) {
    assertEquals(await channel.receives("typing"), typing);
  }
  await one.quiet();
  for (const { channel } of [ann, outside]) {
    assertEquals(channel.of("typing"), []);
  }
  assertEquals(await one.chat.log.head(room), 0);
  two.chat.hub.close();
});

Deno.test("typing and read are refused in a room that is not followed", async () => {
  using test = await TestChat.open();
  await test.fill(2);
  const [ann, bob] = [test.connect("Ann"), test.connect("Bob")];
  await bob.joins();
  ann.send({ type: "typing", room, on: true }, { type: "read", room, seq: 1 });
  await ann.channel.receives("error", 2);
  assertEquals(ann.channel.of("error").map(({ code }) => code), [
    "not_joined",
    "not_joined",
  ]);
  await test.quiet();
  assertEquals(bob.channel.of("typing"), []);
});

Deno.test("typing reaches nobody before they have joined", async () => {
  using test = await TestChat.open();
  const [ann, bob] = [test.connect("Ann"), test.connect("Bob")];
  await test.post("hello");
  await ann.joins();
  const release = test.store.holdReads((key: Key) => key[0] === "message");
  bob.send({ type: "join", room });
  await test.quiet();
  ann.send({ type: "typing", room, on: true });
  await test.quiet();
  release();
  await bob.channel.receives("joined");
  await test.quiet();
  const [, second] = bob.channel.packets;
  assertEquals(second?.type, "joined");
});

Deno.test("typing is not queued for a full socket", async () => {
  using test = await TestChat.open();
  const [ann, bob] = [test.connect("Ann"), test.connect("Bob")];
  await ann.joins();
  await bob.joins();
  bob.channel.bufferedAmount = SOCKET_BUFFER_BYTES + 1;
  ann.send({ type: "typing", room, on: true });
  await test.quiet();
  assertEquals(bob.channel.of("typing"), []);
});

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

Deno.test("read is taken for what another worker has sent, which this one has not heard of yet", async () => {
  using here = await TestChat.open();
  const there = await here.sibling();
  await there.connect("Bob").joins();
  await here.fill(3);
  const release = there.store.holdReads((key: Key) => key[0] === "event");
  const ann = there.connect("Ann");
  await ann.joins(room, { after: 3, epoch: here.chat.epoch });
  ann.send({ type: "read", room, seq: 3 });
  await there.quiet();
  assertEquals(ann.channel.of("error"), []);
  release();
  there.chat.hub.close();
});

Deno.test("typing is passed on no more often than a person types and a room can read", async () => {
  using test = await TestChat.open();
  const bob = test.connect("Bob");
  await bob.joins();
  const eager = test.connect("Eager");
  await eager.joins();
  for (let i = 0; i < 50; i++) {
    eager.send({ type: "typing", room, on: i % 2 === 0 });
  }
  await test.quiet();
  assertEquals(bob.channel.of("typing").length, TYPING_BURST);
  const crowd = Array.from(
    { length: 2 * ROOM_TYPING_BURST },
    (_, i) => test.connect(`P${i}`),
  );
  for (const client of crowd) await client.joins();
  for (const client of crowd) client.send({ type: "typing", room, on: true });
  await test.quiet();
  assertEquals(bob.channel.of("typing").length, ROOM_TYPING_BURST);
  test.environment.pass(1_000);
  eager.send({ type: "typing", room, on: false });
  await test.quiet();
  assertEquals(bob.channel.of("typing").length, ROOM_TYPING_BURST + 1);
});
