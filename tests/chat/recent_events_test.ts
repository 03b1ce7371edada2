import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  RECENT_BYTES,
  RECENT_BYTES_IN_ALL,
  RECENT_EVENTS,
} from "@/chat/limits.ts";
import { RecentEvents } from "@/chat/recent_events.ts";
import { RecentMemory } from "@/chat/recent_memory.ts";

/** The recent events of a room after `head`, which has memory enough. */
function recentOf(head: number): RecentEvents {
  return new RecentEvents(head, new RecentMemory(RECENT_BYTES_IN_ALL));
}

Deno.test("after() gives the events that follow", () => {
  const recent = recentOf(10);
  recent.add(["11", "12"]);
  recent.add(["13"]);
  assertEquals(recent.after(10, 500), ["11", "12", "13"]);
  assertEquals(recent.after(11, 1), ["12"]);
  assertEquals(recent.after(13, 500), []);
});

Deno.test("after() gives undefined for what was never here", () => {
  const recent = recentOf(10);
  recent.add(["11"]);
  assertEquals(recent.after(9, 500), undefined);
});

Deno.test("add() keeps the newest of many events", () => {
  const recent = recentOf(0);
  for (let seq = 1; seq <= 10_000; seq++) recent.add([`${seq}`]);
  assertEquals(recent.after(10_000 - RECENT_EVENTS, 1), [
    `${10_000 - RECENT_EVENTS + 1}`,
  ]);
  assertEquals(recent.after(10_000 - 2 * RECENT_EVENTS - 1, 1), undefined);
});

Deno.test("add() keeps a bounded size of large events", () => {
  const recent = recentOf(0);
  const large = "x".repeat(RECENT_BYTES / 8);
  for (let i = 0; i < 100; i++) recent.add([large]);
  let kept = 0;
  for (let seq = 99; seq >= 0 && recent.after(seq, 1); seq--) kept++;
  assert(kept >= 8, `kept ${kept}`);
  assert(kept <= 16, `kept ${kept}`);
});

Deno.test("add() forgets everything before a deletion, and goes on with what follows", () => {
  const recent = recentOf(0);
  const deletion = '{"type":"delete","room":"lobby","seq":3,"target":1}';
  recent.add(["1", "2"]);
  recent.add([deletion, "4"]);
  recent.add(["5"]);
  for (const seq of [0, 1, 2]) assertEquals(recent.after(seq, 500), undefined);
  assertEquals(recent.after(4, 500), ["5"]);
});

Deno.test("add() takes a message about deletions for a message", () => {
  const recent = recentOf(0);
  const message = JSON.stringify({
    type: "message",
    body: '{"type":"delete"}',
  });
  recent.add([message]);
  assertEquals(recent.after(0, 500), [message]);
});

Deno.test("recall() takes back what ends where the events begin", () => {
  const recent = recentOf(10);
  recent.add(["11"]);
  assertEquals([recent.missing(7), recent.missing(11)], [3, 0]);
  recent.recall(7, ["8", "9"]);
  recent.recall(9, ["10", "11"]);
  assertEquals(recent.after(9, 500), undefined);
  recent.recall(8, ["9", "10"]);
  recent.recall(8, ["9", "10"]);
  assertEquals(recent.after(8, 500), ["9", "10", "11"]);
  assertEquals(recent.missing(7), 1);
});

Deno.test("recall() takes nothing from before a deletion", () => {
  const recent = recentOf(4);
  const deletion = '{"type":"delete","room":"lobby","seq":3,"target":1}';
  recent.recall(0, ["1", "2", deletion, "4"]);
  assertEquals(recent.after(2, 500), undefined);
  assertEquals(recent.after(3, 500), ["4"]);
  recent.add([deletion]);
  recent.recall(2, ["3", "4"]);
  assertEquals(recent.after(2, 500), undefined);
});

Deno.test("recall() takes no more than there is space for", () => {
  const many = Array.from({ length: RECENT_EVENTS }, (_, i) => `${i + 1}`);
  const recent = recentOf(RECENT_EVENTS);
  recent.add(["next"]);
  recent.recall(0, many);
  assertEquals(recent.after(0, 1), undefined);
  recent.recall(RECENT_EVENTS - 1, ["x".repeat(RECENT_BYTES)]);
  assertEquals(recent.after(RECENT_EVENTS - 1, 1), undefined);
  recent.recall(1, many.slice(1));
  assertEquals(recent.after(1, 1), ["2"]);
});

Deno.test("after() gives the right events or none, whatever was added", () => {
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.array(fc.array(fc.nat(300_000), { maxLength: 5 }), { maxLength: 30 }),
      fc.nat(5_000),
      (head, chunks, back) => {
        const recent = recentOf(head);
        let last = head;
        for (const sizes of chunks) {
          recent.add(sizes.map((size) => `${++last}:`.padEnd(size)));
        }
        const after = Math.max(0, last - back);
        const found = recent.after(after, 500);
        found?.forEach((text, i) =>
          assertEquals(parseInt(text), after + 1 + i)
        );
        if (found) assertEquals(found.length, Math.min(500, last - after));
      },
    ),
    { numRuns: 50 },
  );
});

/** Two rooms that share so many bytes. */
function roomsSharing(bytes: number): [RecentEvents, RecentEvents] {
  const memory = new RecentMemory(bytes);
  return [new RecentEvents(0, memory), new RecentEvents(0, memory)];
}

Deno.test("add() makes the room give up its events to which none was added for the longest time", () => {
  const [one, other] = roomsSharing(10);
  one.add(["a".repeat(4)]);
  other.add(["b".repeat(4)]);
  one.add(["c"]);
  assertEquals(one.after(0, 1), ["aaaa"]);
  one.add(["dd"]);
  assertEquals(other.after(0, 1), undefined);
  assertEquals(one.after(0, 500), ["aaaa", "c", "dd"]);
  other.add(["e".repeat(3)]);
  assertEquals([other.after(1, 1), one.after(2, 1)], [["eee"], ["dd"]]);
});

Deno.test("add() gives up the room's own events if they alone are too many, and goes on", () => {
  const [one, other] = roomsSharing(3);
  one.add(["aaaa"]);
  assertEquals([one.after(0, 1), one.missing(0)], [undefined, 1]);
  other.add(["bb"]);
  one.add(["c"]);
  assertEquals([one.after(1, 1), other.after(0, 1)], [["c"], ["bb"]]);
});

Deno.test("recall() takes from what rooms share", () => {
  const memory = new RecentMemory(4);
  const [one, other] = [
    new RecentEvents(0, memory),
    new RecentEvents(2, memory),
  ];
  one.add(["a"]);
  other.recall(0, ["bb", "cc"]);
  assertEquals([one.after(0, 1), other.after(0, 1)], [undefined, ["bb"]]);
});

Deno.test("forget() gives back to what rooms share", () => {
  const [one, other] = roomsSharing(4);
  one.add(["aa"]);
  one.forget();
  other.add(["bbb"]);
  one.add(["c"]);
  assertEquals([one.missing(0), one.after(1, 1)], [1, ["c"]]);
  assertEquals(other.after(0, 1), ["bbb"]);
});

Deno.test("add() makes very many rooms give up their events at once", () => {
  const memory = new RecentMemory(100_000);
  const rooms = Array.from(
    { length: 50_000 },
    () => new RecentEvents(0, memory),
  );
  for (const room of rooms) room.add(["aa"]);
  const large = new RecentEvents(0, memory);
  large.add(["b".repeat(100_000)]);
  assert(rooms.every((room) => room.after(0, 1) === undefined));
  assertEquals(large.missing(0), 0);
});
