import { signal } from "@preact/signals";
import { assertEquals } from "@std/assert";
import type { ClientPacket, RoomEvent } from "@/chat/protocol.ts";
import { Reading } from "@/client/reading.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { ADA, AT, BO, message, text } from "./packets.ts";

function scene() {
  const environment = new FakeEnvironment();
  const sent: ClientPacket[] = [];
  const joined = signal(true);
  const reading = new Reading({
    room: "lobby",
    environment,
    user: signal(ADA),
    joined,
    send: (packet) => sent.push(packet) > 0,
  });
  return { environment, sent, joined, reading };
}

function unread({ unread }: Reading): number[] {
  return unread.value.map(({ seq }) => seq);
}

function deletion(seq: number, target: number): RoomEvent {
  return { type: "delete", room: "lobby", seq, target, author: BO, at: AT };
}

Deno.test("Reading counts what others say after the mark, each once, and not what was taken back", () => {
  const { reading } = scene();
  reading.seed({
    head: 4,
    read: 2,
    messages: [{ seq: 3, at: AT, named: false }],
  });
  reading.passed([text(4), text(5), text(6, "mine", ADA), text(7)]);
  reading.passed([text(5), text(7), deletion(8, 7)]);
  assertEquals(unread(reading), [3, 5]);
  reading.move(4);
  assertEquals(unread(reading), [5]);
});

Deno.test("Reading.finish() leaves nothing unread, though only the first of it were counted", () => {
  const { sent, reading } = scene();
  reading.seed({
    head: 150,
    read: 2,
    messages: [{ seq: 3, at: AT, named: false }],
  });
  reading.finish();
  assertEquals(unread(reading), []);
  assertEquals(sent, [{ type: "read", room: "lobby", seq: 150 }]);
});

Deno.test("Reading knows where one was named", () => {
  const { reading } = scene();
  reading.passed([text(1, "hello"), text(2, "hello @ada")]);
  assertEquals(reading.unread.value.map(({ named }) => named), [false, true]);
});

Deno.test("Reading tells the server what is read, at most once a second, and never goes back", () => {
  const { environment, sent, reading } = scene();
  for (const seq of [3, 2, 4, 5]) reading.move(seq);
  assertEquals(sent, [{ type: "read", room: "lobby", seq: 3 }]);
  environment.clock.advance(1_000);
  assertEquals(sent.at(-1), { type: "read", room: "lobby", seq: 5 });
  assertEquals(sent.length, 2);
  reading.move(6);
  reading.hurry();
  assertEquals(sent.at(-1), { type: "read", room: "lobby", seq: 6 });
});

Deno.test("Reading takes what was read on another device and does not tell it again", () => {
  const { sent, reading } = scene();
  reading.passed([text(1), text(2)]);
  reading.heard(1);
  assertEquals(unread(reading), [2]);
  reading.move(1);
  assertEquals([sent, reading.read.value], [[], 1]);
});

Deno.test("Reading tells after a reconnect what may not have got through", () => {
  const { sent, joined, reading } = scene();
  joined.value = false;
  reading.move(3);
  assertEquals(sent, []);
  joined.value = true;
  reading.tell();
  reading.lost();
  reading.tell();
  assertEquals(sent.length, 2);
});

Deno.test("Reading begins anew with a whole new history", () => {
  const { reading } = scene();
  reading.seed({
    head: 9,
    read: 8,
    messages: [{ seq: 9, at: AT, named: false }],
  });
  reading.renewed([message(1), message(2)], 2);
  assertEquals([unread(reading), reading.read.value], [[], 2]);
  reading.passed([text(3)]);
  assertEquals(unread(reading), [3]);
});
