import {
  assert,
  assertEquals,
  assertObjectMatch,
  assertRejects,
} from "@std/assert";
import fc from "fast-check";
import { keys } from "@/chat/keys.ts";
import {
  BODY_CODE_POINTS,
  EDITS_PER_MESSAGE,
  EMOJI_PER_MESSAGE,
} from "@/chat/limits.ts";
import type { Command } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import { ann, bob, LogFixture, post } from "./log_fixture.ts";

let ids = 0;
const room = "lobby";

function edit(target: number, body: string): Command {
  return { type: "edit", room, id: `edit-${++ids}`, target, body };
}
function remove(target: number): Command {
  return { type: "delete", room, id: `delete-${++ids}`, target };
}
function react(target: number, emoji: string, on = true): Command {
  return { type: "react", room, id: `react-${++ids}`, target, emoji, on };
}

async function refused(
  fixture: LogFixture,
  command: Command,
  author = ann,
): Promise<Refusal> {
  const head = await fixture.log.head(room);
  const refusal = await assertRejects(
    () => fixture.append(command, author),
    Refusal,
  );
  assertEquals(await fixture.log.head(room), head);
  return refusal;
}

Deno.test("apply() makes a post a message and an event that say the same", async () => {
  using fixture = await LogFixture.open();
  const at = fixture.environment.now();
  await fixture.append({ ...post("a", "hello") });
  const message = { seq: 1, id: "a", author: ann, body: "hello", at };
  assertEquals(await fixture.log.message(room, 1), message);
  assertEquals(await fixture.events(), [{ type: "message", room, ...message }]);
});

Deno.test("apply() keeps what a post replies to", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("question");
  await fixture.append({ ...post("a", "answer"), replyTo: 1 });
  assertEquals((await fixture.log.message(room, 2))?.replyTo, 1);
  assertObjectMatch((await fixture.events())[1] ?? {}, { replyTo: 1 });
});

Deno.test("apply() refuses to reply to what is no message", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("question");
  await fixture.append(react(1, "👍"));
  for (const replyTo of [2, 3, 99]) {
    const refusal = await refused(fixture, { ...post(`r${replyTo}`), replyTo });
    assertEquals(refusal.code, "unknown_message");
  }
});

Deno.test("apply() replaces the body for an edit and keeps the rest", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("a", "one"));
  const before = await fixture.log.message(room, 1);
  assert(before);
  fixture.environment.pass(1_000);
  await fixture.append(edit(1, "two"));
  const editedAt = fixture.environment.now();
  assertEquals(await fixture.log.message(room, 1), {
    ...before,
    body: "two",
    editedAt,
  });
  assertObjectMatch((await fixture.events())[1] ?? {}, {
    type: "edit",
    seq: 2,
    target: 1,
    body: "two",
    author: ann,
    at: editedAt,
  });
});

Deno.test("apply() lets nobody but the author edit or delete", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("Ann's");
  assertEquals((await refused(fixture, edit(1, "x"), bob)).code, "forbidden");
  assertEquals((await refused(fixture, remove(1), bob)).code, "forbidden");
  assertEquals((await fixture.log.message(room, 1))?.body, "Ann's");
});

Deno.test("readTexts() reads no edit's text for a deletion that will be refused", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("text");
  await fixture.append(edit(1, "edited"));
  const texts: unknown[] = [];
  fixture.store.onRead((key) => {
    if (key[0] === "event") texts.push(key);
  });
  await refused(fixture, remove(1), bob);
  assertEquals(texts, []);
  await fixture.append(remove(1));
  assert(texts.length > 0);
  texts.length = 0;
  await refused(fixture, remove(1));
  assertEquals(texts, []);
});

Deno.test("apply() refuses another edit after the most of them", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("text");
  await Promise.all(
    Array.from(
      { length: EDITS_PER_MESSAGE },
      (_, i) => fixture.append(edit(1, `edit ${i}`)),
    ),
  );
  assertEquals((await refused(fixture, edit(1, "one more"))).code, "forbidden");
});

Deno.test("apply() deletes a text from everywhere that it stands", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("a", "secret one"));
  await fixture.append(edit(1, "secret two"));
  await fixture.append(edit(1, "secret three"));
  await fixture.append(remove(1));
  const everything = fixture.store.list({
    start: [],
    end: ["~"],
    limit: 1_000,
  });
  for await (const { key, value } of everything) {
    const text = value instanceof Uint8Array
      ? new TextDecoder().decode(value)
      : JSON.stringify(value);
    assert(!text.includes("secret"), `${key.join(" ")}: ${text}`);
  }
});

Deno.test("apply() keeps the place and the number of what it deletes", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("a", "text"));
  const at = (await fixture.log.message(room, 1))?.at ?? 0;
  await fixture.append(edit(1, "other text"));
  await fixture.append(react(1, "👍"), bob);
  fixture.environment.pass(1_000);
  await fixture.append(remove(1));
  assertEquals(await fixture.log.message(room, 1), {
    seq: 1,
    id: "a",
    author: ann,
    body: "",
    at,
    deletedAt: fixture.environment.now(),
  });
  assertEquals((await fixture.events()).map(({ type, body }) => [type, body]), [
    ["message", ""],
    ["edit", ""],
    ["react", undefined],
    ["delete", undefined],
  ]);
});

Deno.test("apply() takes so many different emoji for a message, and beyond them only more of the same", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("text");
  const [first = "", ...others] = Array.from(
    { length: EMOJI_PER_MESSAGE + 1 },
    (_, i) => String.fromCodePoint(0x1f400 + i),
  );
  const last = others.pop() ?? "";
  for (const emoji of [first, ...others]) {
    await fixture.append(react(1, emoji), bob);
  }
  const refusal = await refused(fixture, react(1, last), ann);
  assertEquals(refusal.code, "forbidden");
  await fixture.append(react(1, first), ann);
  await fixture.append(react(1, first, false), bob);
  await fixture.append(react(1, first, false), ann);
  await fixture.append(react(1, last), ann);
  const { reactions = {} } = await fixture.log.message(room, 1) ?? {};
  assertEquals(Object.keys(reactions).sort(), [...others, last].sort());
});

Deno.test("apply() deletes what was edited as often as can be", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("text");
  const body = "\u0001".repeat(BODY_CODE_POINTS);
  for (let i = 0; i < EDITS_PER_MESSAGE; i += 5) {
    await Promise.all(
      Array.from({ length: 5 }, () => fixture.append(edit(1, body))),
    );
  }
  await fixture.append(remove(1));
  const events = await fixture.events();
  assertEquals(events.length, EDITS_PER_MESSAGE + 2);
  assertEquals(events.filter(({ body }) => body), []);
});

Deno.test("apply() changes one message of many that one commit has put together, and leaves the others", async () => {
  using fixture = await LogFixture.open();
  await fixture.postMany(40);
  const before = await bodies(fixture);
  const longer = "x".repeat(BODY_CODE_POINTS);
  await Promise.all([
    fixture.append(edit(20, longer)),
    fixture.append(edit(22, "shorter")),
    fixture.append(react(39, "👍"), bob),
  ]);
  await fixture.append(remove(3));
  const after = before.with(19, longer).with(21, "shorter").with(2, "");
  assertEquals(await bodies(fixture), after);
  const events = await fixture.events();
  assertEquals(events.map(({ seq }) => seq), seqsTo(44));
  assertEquals(events.slice(0, 40).map(({ body }) => body), before.with(2, ""));
});

Deno.test("apply() writes only what the commit has changed", async () => {
  using fixture = await LogFixture.open();
  await fixture.postMany(90);
  await fixture.append(react(85, "👍"), bob);
  const { sets = [] } = fixture.store.commits.at(-1) ?? {};
  const kinds = sets.map(({ key: [kind] }) => kind).sort();
  assertEquals(kinds, ["command", "event", "head", "message"]);
});

Deno.test("apply() announces no text that the same commit has deleted", async () => {
  using fixture = await LogFixture.open();
  await Promise.all([
    fixture.append(post("a", "secret one")),
    fixture.append(edit(1, "secret two")),
    fixture.append(remove(1)),
  ]);
  assertEquals(fixture.store.commits.length, 1);
  assertEquals(
    fixture.announced.flatMap(({ events }) => events),
    await fixture.log.events(room, 0, 9),
  );
  assert(!JSON.stringify(fixture.announced).includes("secret"));
});

Deno.test("apply() finds a message deleted that the same commit has deleted", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("text");
  const outcomes = await Promise.allSettled([
    fixture.append(remove(1)),
    fixture.append(edit(1, "x")),
    fixture.append(react(1, "👍")),
    fixture.append({ ...post("r"), replyTo: 1 }),
  ]);
  assertEquals(outcomes.map(({ status }) => status), [
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
  ]);
  assertEquals(await fixture.log.head(room), 2);
});

Deno.test("apply() adds and removes reactions, each person's one by one", async () => {
  using fixture = await LogFixture.open();
  await fixture.post("text");
  await fixture.append(react(1, "👍"), ann);
  await fixture.append(react(1, "👍"), bob);
  await fixture.append(react(1, "👍"), bob);
  await fixture.append(react(1, "🎉"), bob);
  const reactions = async () => (await fixture.log.message(room, 1))?.reactions;
  assertEquals(await reactions(), { "👍": ["ann", "bob"], "🎉": ["bob"] });
  await fixture.append(react(1, "👍", false), ann);
  await fixture.append(react(1, "🎉", false), ann);
  assertEquals(await reactions(), { "👍": ["bob"], "🎉": ["bob"] });
  await fixture.append(react(1, "👍", false), bob);
  await fixture.append(react(1, "🎉", false), bob);
  assertEquals(await reactions(), undefined);
});

Deno.test("apply() refuses a reaction that would make a message too large for the store", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("a", "\u0001".repeat(BODY_CODE_POINTS)));
  const crowd = Array.from({ length: 400 }, (_, i) => ({
    id: `person-${i}`.padEnd(60, "x"),
    name: "x",
  }));
  const outcomes = await Promise.allSettled(
    crowd.map((person) => fixture.append(react(1, "👍"), person)),
  );
  const refusals = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason.code] : []
  );
  assert(refusals.length > 0 && refusals.length < 400, `${refusals.length}`);
  assertEquals(new Set(refusals), new Set(["too_long"]));
  assertEquals(await fixture.log.head(room), 1 + 400 - refusals.length);
});

Deno.test("apply() keeps any text of 8,000 code points as it was written", async () => {
  using fixture = await LogFixture.open();
  const unit = fc.constantFrom(
    "a",
    "ß",
    "漢",
    "😀",
    "\0",
    "\u001f",
    "\\",
    '"',
    "\u2028",
    "\u0301",
    "\ufeff",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(unit, { minLength: 1, maxLength: 40 }),
      async (units) => {
        const pattern = units.join("");
        const body = [...pattern.repeat(BODY_CODE_POINTS)].slice(
          0,
          BODY_CODE_POINTS,
        ).join("");
        const { ack } = await fixture.append(post(`any-${++ids}`, body));
        assertEquals((await fixture.log.message(room, ack.seq))?.body, body);
        const [text] = await fixture.log.events(room, ack.seq - 1, 1);
        assertEquals(JSON.parse(text ?? "").body, body);
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("apply() keeps a message that is only control characters within what the store takes", async () => {
  using fixture = await LogFixture.open();
  const body = "\u0001".repeat(BODY_CODE_POINTS);
  const longest = { id: "x".repeat(64), name: "😀".repeat(40) };
  const far = "r".repeat(63);
  const command = { ...post("i".repeat(64), body, far) };
  const { ack } = await fixture.append(command, longest);
  const { value } = await fixture.store.get(keys.message(far, ack.seq));
  assert(value instanceof Uint8Array);
});

async function bodies({ log }: LogFixture): Promise<string[]> {
  const { messages } = await log.history(room, { limit: 200 });
  return messages.map((text) => JSON.parse(text).body);
}

function seqsTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
