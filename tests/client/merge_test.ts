import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import type { Message, RoomEvent } from "@/chat/protocol.ts";
import { applyEvents, type Change, placeOf } from "@/client/merge.ts";
import { log } from "./log_arbitrary.ts";
import { canonical, materialize } from "./model.ts";
import { ADA, AT, BO, message, text } from "./packets.ts";

const stamp = { room: "lobby", author: ADA, at: AT + 100 };
const edit: Change = {
  type: "edit",
  ...stamp,
  seq: 100,
  target: 1,
  body: "edited",
};
const remove: Change = { type: "delete", ...stamp, seq: 101, target: 1 };
const react: Change = {
  type: "react",
  ...stamp,
  seq: 102,
  target: 1,
  emoji: "👍",
  on: true,
};

interface Case {
  name: string;
  held: Message[];
  events: RoomEvent[];
  now: Message[];
}

const cases: Case[] = [
  {
    name: "adds a message at its place",
    held: [message(1), message(3)],
    events: [text(2)],
    now: [1, 2, 3].map((seq) => message(seq)),
  },
  {
    name: "adds no message twice",
    held: [message(1, "seen already")],
    events: [text(1)],
    now: [message(1, "seen already")],
  },
  {
    name: "edits",
    held: [message(1)],
    events: [edit],
    now: [{ ...message(1), body: "edited", editedAt: AT + 100 }],
  },
  {
    name: "leaves nothing of a deleted message but its place",
    held: [message(1)],
    events: [edit, react, remove],
    now: [{ ...message(1), body: "", deletedAt: AT + 100 }],
  },
  {
    name: "never brings a deleted message back",
    held: [{ ...message(1), body: "", deletedAt: AT }],
    events: [edit, react],
    now: [{ ...message(1), body: "", deletedAt: AT }],
  },
  {
    name: "sets a reaction once",
    held: [message(1)],
    events: [react, react],
    now: [{ ...message(1), reactions: { "👍": ["ada"] } }],
  },
  {
    name: "clears one's own reaction alone",
    held: [{
      ...message(1),
      reactions: { "👍": ["ada", "bo"], "🎉": ["ada"] },
    }],
    events: [{ ...react, on: false }],
    now: [{ ...message(1), reactions: { "👍": ["bo"], "🎉": ["ada"] } }],
  },
  {
    name: "leaves no empty reactions",
    held: [{ ...message(1), reactions: { "👍": ["ada"] } }],
    events: [{ ...react, on: false }],
    now: [message(1)],
  },
  {
    name: "ignores changes of what is not held",
    held: [message(2)],
    events: [edit, remove, react],
    now: [message(2)],
  },
];

for (const { name, held, events, now } of cases) {
  Deno.test(`applyEvents() ${name}`, () =>
    assertEquals(applyEvents(held, events), now));
}

Deno.test("applyEvents() gives the same list if nothing changed, and the same message if it did not", () => {
  const held = [message(1), message(2)];
  assertStrictEquals(
    applyEvents(held, [{ ...react, target: 9 }, text(2)]),
    held,
  );
  const now = applyEvents(held, [edit]);
  assertStrictEquals(now[1], held[1]);
  assertEquals(held[0], message(1));
});

Deno.test("applyEvents() applies ten thousand missed events in one go", () => {
  const events = Array.from({ length: 10_000 }, (_, index) => text(index + 1));
  assertEquals(applyEvents([], events).length, 10_000);
});

Deno.test("applyEvents() gives what the log gives, though what is held is newer than the first events", () => {
  fc.assert(fc.property(log, fc.nat(), fc.nat(), (events, from, read) => {
    const position = read % (events.length + 1);
    const held = materialize(events.slice(0, position));
    const now = applyEvents(held, events.slice(from % (position + 1)));
    assertEquals(canonical(now), canonical(materialize(events)));
  }));
});

Deno.test("applyEvents() gives the same in one go as in pieces that overlap", () => {
  fc.assert(
    fc.property(
      log,
      fc.array(fc.tuple(fc.nat(5), fc.nat(5))),
      (events, pieces) => {
        let cursor = 0;
        let now: readonly Message[] = [];
        for (const [back, on] of [...pieces, [0, events.length] as const]) {
          now = applyEvents(
            now,
            events.slice(Math.max(0, cursor - back), cursor + on),
          );
          cursor = Math.min(events.length, cursor + on);
        }
        assertEquals(canonical(now), canonical(materialize(events)));
      },
    ),
  );
});

Deno.test("placeOf() finds where a seq is or belongs", () => {
  const messages = [message(2), message(4, "m", BO), message(7)];
  assertEquals([1, 2, 3, 4, 5, 7, 8].map((seq) => placeOf(messages, seq)), [
    0,
    0,
    1,
    1,
    2,
    2,
    3,
  ]);
});
