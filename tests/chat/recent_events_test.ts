import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RECENT_BYTES, RECENT_EVENTS } from "@/chat/limits.ts";
import { RecentEvents } from "@/chat/recent_events.ts";

Deno.test("after() gives the events that follow", () => {
  const recent = new RecentEvents(10);
  recent.add(["11", "12"]);
  recent.add(["13"]);
  assertEquals(recent.after(10, 500), ["11", "12", "13"]);
  assertEquals(recent.after(11, 1), ["12"]);
  assertEquals(recent.after(13, 500), []);
});

Deno.test("after() gives undefined for what was never here", () => {
  const recent = new RecentEvents(10);
  recent.add(["11"]);
  assertEquals(recent.after(9, 500), undefined);
});

Deno.test("add() keeps the newest of many events", () => {
  const recent = new RecentEvents(0);
  for (let seq = 1; seq <= 10_000; seq++) recent.add([`${seq}`]);
  assertEquals(recent.after(10_000 - RECENT_EVENTS, 1), [
    `${10_000 - RECENT_EVENTS + 1}`,
  ]);
  assertEquals(recent.after(10_000 - 2 * RECENT_EVENTS - 1, 1), undefined);
});

Deno.test("add() keeps a bounded size of large events", () => {
  const recent = new RecentEvents(0);
  const large = "x".repeat(RECENT_BYTES / 8);
  for (let i = 0; i < 100; i++) recent.add([large]);
  let kept = 0;
  for (let seq = 99; seq >= 0 && recent.after(seq, 1); seq--) kept++;
  assert(kept >= 8, `kept ${kept}`);
  assert(kept <= 16, `kept ${kept}`);
});

Deno.test("add() forgets everything before a deletion, and goes on with what follows", () => {
  const recent = new RecentEvents(0);
  const deletion = '{"type":"delete","room":"lobby","seq":3,"target":1}';
  recent.add(["1", "2"]);
  recent.add([deletion, "4"]);
  recent.add(["5"]);
  for (const seq of [0, 1, 2]) assertEquals(recent.after(seq, 500), undefined);
  assertEquals(recent.after(4, 500), ["5"]);
});

Deno.test("add() takes a message about deletions for a message", () => {
  const recent = new RecentEvents(0);
  const message = JSON.stringify({
    type: "message",
    body: '{"type":"delete"}',
  });
  recent.add([message]);
  assertEquals(recent.after(0, 500), [message]);
});

Deno.test("recall() takes back what ends where the events begin", () => {
  const recent = new RecentEvents(10);
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
  const recent = new RecentEvents(4);
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
  const recent = new RecentEvents(RECENT_EVENTS);
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
        const recent = new RecentEvents(head);
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
