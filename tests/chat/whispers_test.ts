/** What is told to who is there and then forgotten: who types. */
import { assertEquals } from "@std/assert";
import {
  ROOM_TYPING_BURST,
  SOCKET_BUFFER_BYTES,
  TYPING_BURST,
} from "@/chat/limits.ts";
import type { Key } from "@/chat/store.ts";
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
