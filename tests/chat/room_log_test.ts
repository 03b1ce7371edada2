import { assert, assertEquals, assertRejects } from "@std/assert";
import { keys } from "@/chat/keys.ts";
import { BODY_CODE_POINTS, CATCH_UP_BYTES } from "@/chat/limits.ts";
import { textsIn } from "@/chat/segment.ts";
import { toBytes, toText } from "@/chat/text.ts";
import { LogFixture, post } from "./log_fixture.ts";

/** A room with messages `1` to `count`. */
async function filled(count: number): Promise<LogFixture> {
  const fixture = await LogFixture.open();
  await Promise.all(
    Array.from({ length: count }, (_, i) => fixture.append(post(`${i + 1}`))),
  );
  return fixture;
}

function seqs(texts: readonly string[]): number[] {
  return texts.map((text) => JSON.parse(text).seq);
}

Deno.test("head() is 0 in an empty room", async () => {
  using fixture = await filled(0);
  assertEquals(await fixture.log.head("lobby"), 0);
  assertEquals(await fixture.log.heads(["lobby", "elsewhere"]), [0, 0]);
  assertEquals(await fixture.log.heads([]), []);
});

Deno.test("head() throws for a head that is none", async () => {
  using fixture = await filled(0);
  for (const value of ["7", -1, 1.5, {}]) {
    const sets = [{ key: keys.head("lobby"), value }];
    await fixture.store.commit({ checks: [], sets, deletes: [] });
    await assertRejects(() => fixture.log.head("lobby"));
  }
});

Deno.test("events() gives what follows, in order and bounded", async () => {
  using fixture = await filled(20);
  assertEquals(seqs(await fixture.log.events("lobby", 0, 500)), seqsTo(1, 20));
  assertEquals(seqs(await fixture.log.events("lobby", 5, 3)), [6, 7, 8]);
  assertEquals(await fixture.log.events("lobby", 20, 500), []);
  assertEquals(await fixture.log.events("lobby", 1_000, 500), []);
});

Deno.test("events() gives a page's bytes at the most, but at least one event", async () => {
  using fixture = await LogFixture.open();
  const body = "\u0000".repeat(BODY_CODE_POINTS);
  for (let i = 0; i < 8; i++) await fixture.append(post(`${i}`, body));
  const page = await fixture.log.events("lobby", 0, 500);
  assertEquals(page.length, Math.ceil(CATCH_UP_BYTES / (6 * BODY_CODE_POINTS)));
});

Deno.test("events() throws where the log has a hole", async () => {
  using fixture = await LogFixture.open();
  for (const id of ["1", "2", "3", "4"]) await fixture.append(post(id));
  const deletes = [keys.message("lobby", 3)];
  await fixture.store.commit({ checks: [], sets: [], deletes });
  await assertRejects(
    () => fixture.log.events("lobby", 0, 500),
    Error,
    "Expected event 3",
  );
});

Deno.test("events() and history() begin and end within what one commit has put together", async () => {
  using fixture = await LogFixture.open();
  for (const count of [1, 7, 1, 40, 30]) await fixture.postMany(count);
  for (const [after, last] of [[0, 79], [3, 5], [8, 9], [20, 60], [78, 79]]) {
    assert(after !== undefined && last !== undefined);
    const expected = seqsTo(after + 1, last);
    const limit = last - after;
    const { log } = fixture;
    const before = last + 1;
    const older = await log.history("lobby", { before, limit });
    const newer = await log.history("lobby", { after, limit });
    assertEquals(seqs(await log.events("lobby", after, limit)), expected);
    assertEquals([seqs(older.messages), older.more], [expected, after > 0]);
    assertEquals([seqs(newer.messages), newer.more], [expected, last < 79]);
  }
});

/** A room with so many messages as they were written once: a key for each, and their posts among the events. The first one was edited. */
async function ofOld(count: number): Promise<LogFixture> {
  const fixture = await LogFixture.open();
  for (let seq = 1; seq <= count; seq++) {
    const author = { id: "ann", name: "Ann" };
    const body = `text ${seq}`;
    const message = { seq, id: `old-${seq}`, author, body, at: seq };
    const event = { type: "message", room: "lobby", ...message };
    const changed = seq === 1 ? { body: "changed", editedAt: 9 } : {};
    const now = { ...message, ...changed };
    const sets = [
      { key: keys.event("lobby", seq), value: bytes(event) },
      { key: keys.message("lobby", seq), value: bytes(now) },
      { key: keys.head("lobby"), value: seq },
    ];
    await fixture.store.commit({ checks: [], sets, deletes: [] });
  }
  return fixture;
}

Deno.test("events(), history() and message() read a log that was written before posts stood once and together", async () => {
  using fixture = await ofOld(3);
  await fixture.postMany(2);
  const { log } = fixture;
  const { messages } = await log.history("lobby", { limit: 9 });
  assertEquals(seqs(messages), [1, 2, 3, 4, 5]);
  assertEquals(seqs(await log.events("lobby", 0, 9)), [1, 2, 3, 4, 5]);
  assertEquals((await log.message("lobby", 2))?.id, "old-2");
});

Deno.test("events() give what has become of posts that were written so, and of deleted ones no text is left", async () => {
  using fixture = await ofOld(2);
  const { room } = post("");
  const body = "other text";
  await fixture.append({ type: "edit", room, id: "e", target: 1, body });
  await fixture.append({ type: "delete", room, id: "d", target: 2 });
  const bodies = (await fixture.events()).map(({ body }) => body);
  assertEquals(bodies, ["text 1", "", body, undefined]);
  const { value } = await fixture.store.get(keys.event(room, 2));
  assertEquals(JSON.parse(toText(value)).body, "");
});

Deno.test("history() gives a message once when its segment is parted while it reads", async () => {
  using fixture = await LogFixture.open();
  await fixture.postMany(9);
  const [{ value, key } = { value: null, key: [] }] = await Array.fromAsync(
    fixture.store.list({
      start: keys.message("lobby", 1),
      end: keys.message("lobby", 99),
      limit: 1,
    }),
  );
  assertEquals(key, keys.message("lobby", 9));
  const texts = textsIn(value);
  const part = (from: number, to: number) => ({
    key: keys.message("lobby", to),
    value: toBytes(texts.slice(from, to).join("\n")),
  });
  const sets = [part(0, 5), part(5, 9)];
  const release = fixture.store.holdReads(({ 2: seq }) => seq === 1);
  const reading = fixture.log.history("lobby", { before: 8, limit: 9 });
  await fixture.store.quiet();
  await fixture.store.commit({ checks: [], sets, deletes: [] });
  release();
  const { messages, more } = await reading;
  assertEquals([seqs(messages), more], [seqsTo(1, 7), false]);
});

Deno.test("history() gives the newest messages in the order of their seq", async () => {
  using fixture = await filled(10);
  const { messages, more } = await fixture.log.history("lobby", { limit: 3 });
  assertEquals([seqs(messages), more], [[8, 9, 10], true]);
});

const pages: [
  page: { limit: number; before?: number; after?: number },
  found: number[],
  more: boolean,
][] = [
  [{ limit: 200 }, [1, 2, 3, 4, 5, 6], false],
  [{ limit: 6 }, [1, 2, 3, 4, 5, 6], false],
  [{ limit: 5 }, [2, 3, 4, 5, 6], true],
  [{ limit: 2, before: 4 }, [2, 3], true],
  [{ limit: 3, before: 4 }, [1, 2, 3], false],
  [{ limit: 3, before: 1 }, [], false],
  [{ limit: 3, before: Number.MAX_SAFE_INTEGER }, [4, 5, 6], true],
  [{ limit: 2, after: 0 }, [1, 2], true],
  [{ limit: 2, after: 3 }, [4, 5], true],
  [{ limit: 3, after: 3 }, [4, 5, 6], false],
  [{ limit: 3, after: 6 }, [], false],
  [{ limit: 9, after: 2, before: 5 }, [3, 4], false],
  [{ limit: 1, after: 2, before: 5 }, [3], true],
  [{ limit: 9, after: 4, before: 5 }, [], false],
  [{ limit: 9, after: 5, before: 2 }, [], false],
  [{ limit: 9, after: Number.MAX_SAFE_INTEGER }, [], false],
];
for (const [page, found, more] of pages) {
  Deno.test(`history() gives ${JSON.stringify(found)} of 6 for ${JSON.stringify(page)}`, async () => {
    using fixture = await filled(6);
    const history = await fixture.log.history("lobby", page);
    assertEquals([seqs(history.messages), history.more], [found, more]);
  });
}

Deno.test("history() counts messages, not events", async () => {
  using fixture = await filled(3);
  for (let i = 0; i < 10; i++) {
    await fixture.append({
      type: "react",
      room: "lobby",
      id: `r${i}`,
      target: 2,
      emoji: "👍",
      on: i % 2 === 0,
    });
  }
  const { messages } = await fixture.log.history("lobby", { limit: 3 });
  assertEquals(seqs(messages), [1, 2, 3]);
});

Deno.test("history() knows one room from another whose name begins alike", async () => {
  using fixture = await LogFixture.open();
  for (const room of ["a", "a-b", "ab", "a0"]) {
    await fixture.append(post(`in-${room}`, "hello", room));
  }
  const { messages } = await fixture.log.history("a", { limit: 10 });
  assertEquals(messages.map((text) => JSON.parse(text).id), ["in-a"]);
});

Deno.test("message() is undefined for an event that is no message", async () => {
  using fixture = await filled(1);
  const react = {
    type: "react",
    room: "lobby",
    id: "r",
    target: 1,
    emoji: "👍",
    on: true,
  } as const;
  const { ack } = await fixture.append(react);
  assertEquals(await fixture.log.message("lobby", ack.seq), undefined);
  assertEquals((await fixture.log.message("lobby", 1))?.body, "1");
});

function bytes(value: unknown): Uint8Array {
  return toBytes(JSON.stringify(value));
}

function seqsTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
