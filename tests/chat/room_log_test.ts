import { assertEquals, assertRejects } from "@std/assert";
import { keys } from "@/chat/keys.ts";
import { BODY_CODE_POINTS, CATCH_UP_BYTES } from "@/chat/limits.ts";
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
  using fixture = await filled(5);
  const deletes = [keys.event("lobby", 3)];
  await fixture.store.commit({ checks: [], sets: [], deletes });
  await assertRejects(
    () => fixture.log.events("lobby", 0, 500),
    Error,
    "Expected event 3",
  );
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

function seqsTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
