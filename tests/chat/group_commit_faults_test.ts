/** What append() promises when the store fails: an `ack` only for what is in the log, a refusal only for what never will be. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { keys } from "@/chat/keys.ts";
import { COMMIT_PATIENCE_MS } from "@/chat/limits.ts";
import type { Committed } from "@/chat/pending.ts";
import type { Command } from "@/chat/protocol.ts";
import { OutcomeUnknown, Refusal } from "@/chat/refusal.ts";
import type { CommitFault } from "./faulty_store.ts";
import { ann, LogFixture, post } from "./log_fixture.ts";

const FAULTS: CommitFault[] = [
  "conflict",
  "conflict, but committed",
  "throws",
  "throws, but committed",
];

for (const fault of FAULTS) {
  Deno.test(`append() has one effect when the commit meets "${fault}"`, async () => {
    using fixture = await LogFixture.open();
    fixture.store.failCommits(fault);
    const answers = await Promise.all(
      ["a", "b", "c"].map((id) => fixture.append(post(id))),
    );
    assertEquals(answers.map(({ ack }) => ack.seq), [1, 2, 3]);
    assertEquals((await fixture.events()).map(({ id }) => id), ["a", "b", "c"]);
  });

  Deno.test(`append() has one effect when commits meet "${fault}" again and again`, async () => {
    using fixture = await LogFixture.open();
    fixture.store.failCommits(...Array<CommitFault>(10).fill(fault));
    const acks = [];
    for (const id of ["a", "b", "c"]) {
      acks.push((await fixture.append(post(id))).ack.seq);
    }
    assertEquals(acks, [1, 2, 3]);
    assertEquals(await fixture.log.head("lobby"), 3);
  });
}

/** Appends a command whose patience is nearly at an end after the first try. */
async function appendLate(
  fixture: LogFixture,
  command: Command,
): Promise<Committed> {
  const answer = fixture.commits.append(ann, command);
  await Promise.race([fixture.store.quiet(), answer.catch(() => {})]);
  fixture.environment.pass(COMMIT_PATIENCE_MS - 100);
  return await fixture.environment.until(answer);
}

Deno.test("append() leaves the outcome open when the store threw until the end", async () => {
  using fixture = await LogFixture.open();
  fixture.store.failCommits(...Array<CommitFault>(1_000).fill("throws"));
  await assertRejects(() => appendLate(fixture, post("a")), OutcomeUnknown);
});

Deno.test("append() gives up only when its patience is at an end", async () => {
  using fixture = await LogFixture.open();
  const start = fixture.environment.now();
  fixture.store.failCommits(...Array<CommitFault>(1_000).fill("conflict"));
  await assertRejects(() => appendLate(fixture, post("a")));
  const waited = fixture.environment.now() - start;
  assert(waited > COMMIT_PATIENCE_MS, `gave up after ${waited} ms`);
  assert(waited < COMMIT_PATIENCE_MS + 1_000, `gave up after ${waited} ms`);
});

Deno.test("append() leaves the outcome open when the store hangs for too long", async () => {
  using fixture = await LogFixture.open();
  const release = fixture.store.holdCommits();
  const answer = fixture.commits.append(ann, post("a"));
  await fixture.store.tries(1);
  const given = assertRejects(() => answer, OutcomeUnknown);
  fixture.environment.pass(2 * COMMIT_PATIENCE_MS);
  release();
  await fixture.environment.until(given);
  await fixture.store.quiet();
  assertEquals((await fixture.append(post("a"))).ack.seq, 1);
  assertEquals(await fixture.log.head("lobby"), 1);
});

Deno.test("append() refuses with unavailable when nothing could be read: then nothing was tried", async () => {
  using fixture = await LogFixture.open();
  const heal = fixture.store.onRead(() => new Error("The disk is gone"));
  const refusal = await assertRejects(() => fixture.append(post("a")), Refusal);
  assertEquals(refusal.code, "unavailable");
  assert((refusal.retryAfter ?? 0) > 0);
  heal();
  assertEquals(await fixture.log.head("lobby"), 0);
  assertEquals(fixture.store.commits.length, 0);
  assertEquals((await fixture.append(post("b"))).ack.seq, 1);
});

Deno.test("append() calls nothing refused that was under way in a commit that threw: it may land late", async () => {
  using fixture = await LogFixture.open();
  fixture.store.failCommits("throws");
  let tried = false;
  // The command's key can be read back and shows nothing; the head can't.
  fixture.store.onRead(({ 0: name }) => {
    tried ||= fixture.store.commits.length > 0;
    return tried && name === "head" ? new Error("The disk is gone") : undefined;
  });
  await assertRejects(() => appendLate(fixture, post("a")), OutcomeUnknown);
});

Deno.test("append() keeps the order of what failed and what came meanwhile", async () => {
  using fixture = await LogFixture.open();
  fixture.store.failCommits("conflict");
  const release = fixture.store.holdCommits();
  const first = fixture.commits.append(ann, post("a"));
  await fixture.store.tries(1);
  const others = ["b", "c"].map((id) => fixture.commits.append(ann, post(id)));
  release();
  const answers = Promise.all([first, ...others]);
  const seqs = (await fixture.environment.until(answers)).map(({ ack }) =>
    ack.seq
  );
  assertEquals(seqs, [1, 2, 3]);
});

Deno.test("append() never calls an edit refused that went through in a commit that threw", async () => {
  using fixture = await LogFixture.open();
  const target = await fixture.post("text");
  const remove = { type: "delete", room: "lobby", id: "d", target } as const;
  fixture.store.failCommits("throws, but committed");
  // The second attempt finds nothing left to delete.
  const { ack, repeated } = await fixture.append(remove);
  assertEquals([ack.seq, repeated], [2, true]);
  assertEquals(await fixture.log.head("lobby"), 2);
});

Deno.test("append() asks again what a repeat is a repeat of when the log can't be read", async () => {
  using fixture = await LogFixture.open();
  const commands = ["a", "b", "c"].map((id) => post(id));
  const first = await Promise.all(commands.map((one) => fixture.append(one)));
  let failures = 2;
  fixture.store.onRead(({ 0: name }) =>
    name === "message" && failures-- > 0
      ? new Error("The disk is busy")
      : undefined
  );
  const again = await Promise.all(commands.map((one) => fixture.append(one)));
  assertEquals(again, first.map(({ ack }) => ({ ack, repeated: true })));
  assert(failures < 0);
});

for (
  const [what, first] of [
    ["has just committed", false],
    ["has answered before", true],
  ] as const
) {
  Deno.test(`append() never calls refused what it ${what} while the log can't be read`, async () => {
    using fixture = await LogFixture.open();
    await fixture.post("anything");
    if (first) await fixture.append(post("a"));
    else fixture.store.failCommits("conflict, but committed");
    fixture.store.onRead(({ 0: name }) =>
      name === "message" ? new Error("The disk is gone") : undefined
    );
    await assertRejects(() => fixture.append(post("a")), OutcomeUnknown);
    assertEquals(await fixture.log.head("lobby"), 2);
  });
}

Deno.test("append() calls nothing refused that may still land and then take effect", async () => {
  using fixture = await LogFixture.open();
  const { store, environment, commits } = fixture;
  const release = store.holdCommits();
  const before = commits.append(ann, post("before"));
  await store.tries(1);
  const target = commits.append(ann, post("target"));
  const lost = assertRejects(() => target, OutcomeUnknown);
  environment.pass(COMMIT_PATIENCE_MS / 2);
  const edit = commits.append(ann, {
    type: "edit",
    room: "lobby",
    id: "edit",
    target: 2,
    body: "changed",
  });
  const unknown = assertRejects(() => edit, OutcomeUnknown, "became of 'edit'");
  // Both share commits that throw, until the older one is given up; alone, the edit finds nothing to edit.
  store.failCommits(undefined, ...Array(2_000).fill("throws"));
  release();
  await environment.until(lost);
  await environment.until(unknown);
  await before;
});

Deno.test("append() keeps nobody waiting behind a commit that hangs for longer than if they had been in it", async () => {
  using fixture = await LogFixture.open();
  const { store, environment, commits } = fixture;
  const release = store.holdCommits();
  const first = assertRejects(
    () => commits.append(ann, post("first")),
    OutcomeUnknown,
  );
  await store.tries(1);
  const next = assertRejects(
    () => commits.append(ann, post("next")),
    Refusal,
    "Cannot commit 'next'",
  );
  environment.pass(COMMIT_PATIENCE_MS + 1);
  await first;
  await next;
  assertEquals(store.commits.length, 1);
  release();
});

Deno.test("append() answers a repeat by its record where the log has lost its end", async () => {
  using fixture = await LogFixture.open();
  const { ack } = await fixture.append(post("a"));
  const key = keys.message("lobby", 1);
  await fixture.store.commit({ checks: [], sets: [], deletes: [key] });
  assertEquals(await fixture.append(post("a")), { ack, repeated: true });
});

Deno.test("append() numbers on after the commits of another worker", async () => {
  using fixture = await LogFixture.open();
  const other = fixture.sibling();
  const seqs = [];
  for (let i = 0; i < 5; i++) {
    seqs.push(await fixture.post(`mine ${i}`));
    seqs.push((await other.append(post(`other-${i}`))).ack.seq);
  }
  assertEquals(seqs, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

Deno.test("append() loses no command of several workers that race for the same room", async () => {
  using fixture = await LogFixture.open();
  const workers = [fixture, fixture.sibling(), fixture.sibling()];
  const answers = await Promise.all(
    workers.flatMap((worker, w) =>
      Array.from({ length: 20 }, (_, i) => worker.append(post(`w${w}-${i}`)))
    ),
  );
  const seqs = answers.map(({ ack }) => ack.seq);
  assertEquals(new Set(seqs).size, 60);
  assertEquals(seqs.toSorted((a, b) => a - b), seqs.map((_, i) => i + 1));
  for (const { ack } of answers) {
    const [text] = await fixture.log.events("lobby", ack.seq - 1, 1);
    assertEquals(JSON.parse(text ?? "null").id, ack.id);
  }
});

Deno.test("append() pauses no longer after many repeats than after one: they are no failures of the store", async () => {
  using fixture = await LogFixture.open();
  const other = fixture.sibling();
  const posts = Array.from({ length: 50 }, (_, i) => post(`${i}x`));
  await Promise.all(posts.map((command) => other.append(command)));
  const start = fixture.environment.now();
  for (const command of posts) await fixture.append(command);
  const waited = fixture.environment.now() - start;
  assert(waited < 50 * 8, `50 repeats took ${waited} ms of pauses`);
});

Deno.test("append() keeps its promises through any series of faults", async () => {
  const fault = fc.option(fc.constantFrom(...FAULTS), {
    nil: undefined,
    freq: 1,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { maxLength: 12 }),
      fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 5,
      }),
      async (faults, rounds) => {
        using fixture = await LogFixture.open();
        fixture.store.failCommits(...faults);
        const acked = new Map<string, number>();
        for (const round of rounds) {
          const answers = await Promise.all(
            round.map((n) => fixture.append(post(`id-${n}`))),
          );
          for (const { ack } of answers) {
            assertEquals(ack.seq, acked.get(ack.id) ?? ack.seq);
            acked.set(ack.id, ack.seq);
          }
        }
        const events = await fixture.events();
        assertEquals(
          events.map(({ id, seq }) => [id, seq]),
          [...acked].sort(([, a], [, b]) => a - b),
        );
      },
    ),
    { numRuns: 60 },
  );
});
