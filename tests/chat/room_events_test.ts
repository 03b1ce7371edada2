import {
  assert,
  assertEquals,
  assertObjectMatch,
  assertRejects,
} from "@std/assert";
import fc from "fast-check";
import { keys } from "@/chat/keys.ts";
import { BODY_CODE_POINTS, CATCH_UP_BYTES } from "@/chat/limits.ts";
import type { Command, RoomEvent } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import { eventAt, eventsAfter } from "@/chat/room_events.ts";
import { lengthOf } from "@/chat/text.ts";
import { bob, LogFixture, post } from "./log_fixture.ts";

const room = "lobby";

/** A command whose target is the message after so many others of the room, counted round. */
interface Step {
  type: "post" | "edit" | "delete" | "react";
  nth: number;
  on: boolean;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    type: fc.constantFrom("post", "post", "edit", "delete", "react"),
    nth: fc.nat(20),
    on: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

function commandOf(
  { type, nth, on }: Step,
  id: string,
  posted: number[],
): Command {
  const target = posted[nth % posted.length];
  const body = `body of ${id}`;
  if (type === "post" || target === undefined) return post(id, body);
  const { room } = post(id);
  if (type === "edit") return { type, room, id, target, body };
  if (type === "delete") return { type, room, id, target };
  return { type, room, id, target, emoji: "👍", on };
}

/** Sends the commands in groups that share a commit; some are refused. */
async function run(fixture: LogFixture, steps: Step[]): Promise<void> {
  const posted: number[] = [];
  let ids = 0;
  while (steps.length > 0) {
    const group = steps.splice(0, 1 + ids % 4).map((step) =>
      commandOf(step, `id-${++ids}`, posted)
    );
    const outcomes = await Promise.allSettled(
      group.map((command) => fixture.append(command)),
    );
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.status === "rejected") continue;
      if (group[i]?.type === "post") posted.push(outcome.value.ack.seq);
    }
  }
}

/** What was announced, without the texts that were deleted later. */
function announced(fixture: LogFixture): RoomEvent[] {
  const events: RoomEvent[] = fixture.announced
    .flatMap(({ events }) => events).map((text) => JSON.parse(text));
  const deleted = new Set(
    events.flatMap((event) => event.type === "delete" ? event.target : []),
  );
  return events.map((event) => {
    const about = "target" in event ? event.target : event.seq;
    return "body" in event && deleted.has(about)
      ? { ...event, body: "" }
      : event;
  });
}

Deno.test("eventsAfter() and eventAt() give what was announced, whatever has become of the messages since", async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.integer({ min: 1, max: 9 }),
      async (steps, n) => {
        using fixture = await LogFixture.open();
        const { store } = fixture;
        await run(fixture, [...steps]);
        const read: string[] = [];
        for (;;) {
          const page = await eventsAfter(store, room, read.length, n);
          if (page.length === 0) break;
          read.push(...page);
        }
        const expected = announced(fixture).map((one) => JSON.stringify(one));
        assertEquals(read, expected);
        for (const [i, text] of expected.entries()) {
          assertEquals(await eventAt(store, room, i + 1), text);
        }
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("eventAt() is undefined where the room has no event", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("a");
  assertEquals(await eventAt(fixture.store, room, 2), undefined);
  assertEquals(await eventAt(fixture.store, "elsewhere", 1), undefined);
});

Deno.test("a post is written once, and what it was before only when it is edited", async () => {
  using fixture = await LogFixture.open();
  const { commits } = fixture.store;
  const seq = await fixture.post("first");
  assertEquals(written(), ["command", "head", "message"]);
  await fixture.append(edit(seq, "second"));
  assertEquals(written(), [
    "command",
    "edits",
    "event",
    "head",
    "message",
    "original",
  ]);
  await fixture.append(edit(seq, "third"));
  assert(!written().includes("original"));
  assertEquals((await fixture.events())[0]?.body, "first");

  function written(): string[] {
    const { sets = [] } = commits.at(-1) ?? {};
    return sets.map(({ key: [kind] }) => `${kind}`).sort();
  }
});

Deno.test("an edit that is refused keeps nothing of what the message was", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("short");
  const crowd = Array.from({ length: 300 }, (_, i) => ({
    id: `person-${i}`.padEnd(64, "x"),
    name: "x",
  }));
  await Promise.all(crowd.map((person, i) => {
    const command = { ...react(1), id: `react-${i}` };
    return fixture.append(command, person);
  }));
  const tooLong = edit(1, "\u0001".repeat(BODY_CODE_POINTS));
  await Promise.all([
    assertRejects(() => fixture.append(tooLong), Refusal, "would pass"),
    fixture.append(post("shares the commit"), bob),
  ]);
  const { value } = await fixture.store.get(keys.original(room, 1));
  assertEquals(value, null);
});

Deno.test("eventsAfter() and eventAt() tell of no reaction that stood at a message when it was edited", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("first");
  await fixture.append(react(1), bob);
  await fixture.append(edit(1, "second"));
  const posted = fixture.announced[0]?.events[0];
  const [read] = await eventsAfter(fixture.store, room, 0, 1);
  assertEquals(read, posted);
  assertEquals(await eventAt(fixture.store, room, 1), posted);
});

Deno.test("eventsAfter() asks for what edits have replaced all at once", async () => {
  using fixture = await LogFixture.open();
  await fixture.postMany(20);
  for (let seq = 1; seq <= 20; seq++) await fixture.append(edit(seq, "new"));
  const reads: unknown[] = [];
  fixture.store.onRead(([kind]) => void reads.push(kind));
  const events = await eventsAfter(fixture.store, room, 0, 20);
  assertEquals(events.length, 20);
  assertEquals(reads.sort(), ["event", "message", "original"]);
});

Deno.test("eventsAfter() ends a page before its bytes are more than allowed, where edits have replaced long texts by short ones", async () => {
  using fixture = await LogFixture.open();
  const long = "x".repeat(BODY_CODE_POINTS);
  const count = Math.ceil(2.5 * CATCH_UP_BYTES / long.length);
  for (let seq = 1; seq <= count; seq++) {
    await fixture.post(long);
    await fixture.append(edit(2 * seq - 1, "x"));
  }
  let pages = 0;
  for (let after = 0; after < 2 * count; pages++) {
    const events = await eventsAfter(fixture.store, room, after, 500);
    assert(lengthOf(events.slice(0, -1)) < CATCH_UP_BYTES);
    for (const text of events) {
      const body = ++after % 2 ? long : "x";
      assertObjectMatch(JSON.parse(text), { seq: after, body });
    }
  }
  assertEquals(pages, 3);
});

for (const held of ["message", "event"]) {
  Deno.test(`eventsAfter() takes no hole for one where commits go on while it reads the kind '${held}'`, async () => {
    using fixture = await LogFixture.open();
    await fixture.post("one");
    const release = fixture.store.holdReads(([kind, , seq]) =>
      kind === held && seq === 1
    );
    const reading = eventsAfter(fixture.store, room, 0, 9);
    await fixture.store.quiet();
    await fixture.post("two");
    await fixture.append(react(2), bob);
    await fixture.post("four");
    release();
    const { length } = await reading;
    const rest = await eventsAfter(fixture.store, room, length, 9);
    assertEquals(length + rest.length, 4);
  });
}

Deno.test("eventsAfter() gives a deleted text to nobody who began to read before", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("secret one");
  await fixture.append(edit(1, "secret two"));
  const release = fixture.store.holdReads(([kind]) => kind === "original");
  const reading = eventsAfter(fixture.store, room, 0, 1);
  await fixture.store.quiet();
  await fixture.append({ type: "delete", room, id: "delete", target: 1 });
  release();
  const [text] = await reading;
  assertEquals(JSON.parse(text ?? "").body, "");
});

for (const [kind, lost] of [["message", 2], ["event", 3]] as const) {
  Deno.test(`eventsAfter() throws where a log has lost its ${kind} ${lost}`, async () => {
    using fixture = await LogFixture.open();
    await fixture.post("one");
    await fixture.post("two");
    await fixture.append(react(1), bob);
    await fixture.post("four");
    const deletes = [keys[kind](room, lost)];
    await fixture.store.commit({ checks: [], sets: [], deletes });
    await assertRejects(
      () => eventsAfter(fixture.store, room, 0, 9),
      Error,
      `Expected event ${lost} of room 'lobby', found 4`,
    );
  });
}

let ids = 0;

function edit(target: number, body: string): Command {
  return { type: "edit", room, id: `edit-${++ids}`, target, body };
}

function react(target: number): Command {
  return { type: "react", room, id: "react", target, emoji: "👍", on: true };
}
