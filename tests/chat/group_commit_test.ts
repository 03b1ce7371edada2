import {
  assert,
  assertEquals,
  assertObjectMatch,
  assertRejects,
} from "@std/assert";
import { GroupCommit } from "@/chat/group_commit.ts";
import { keys, shardOf } from "@/chat/keys.ts";
import {
  COMMAND_MEMORY_MS,
  COMMANDS_PER_COMMIT,
  COMMIT_BYTES,
} from "@/chat/limits.ts";
import type { Committed } from "@/chat/pending.ts";
import type { Command } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import type { Turns } from "@/chat/turns.ts";
import { ann, bob, LogFixture, post } from "./log_fixture.ts";
import { turn } from "./turn.ts";

/** Counts turns, each of which ends before the next begins. */
class CountedTurns implements Turns {
  taken = 0;
  ended = 0;

  take(): Promise<Disposable> {
    assertEquals(this.taken++, this.ended);
    return Promise.resolve({ [Symbol.dispose]: () => void this.ended++ });
  }
}

Deno.test("append() numbers a room's events from 1 without a gap", async () => {
  using fixture = await LogFixture.open();
  const acks = [];
  for (const id of ["a", "b", "c"]) {
    acks.push((await fixture.append(post(id))).ack);
  }
  assertEquals(acks.map(({ seq }) => seq), [1, 2, 3]);
  assertEquals(await fixture.log.head("lobby"), 3);
  assertEquals((await fixture.events()).map(({ id }) => id), ["a", "b", "c"]);
});

Deno.test("append() numbers each room by itself", async () => {
  using fixture = await LogFixture.open();
  const acks = await Promise.all([
    fixture.append(post("a", "in one", "one")),
    fixture.append(post("b", "in two", "two")),
    fixture.append(post("c", "in one again", "one")),
  ]);
  assertEquals(acks.map(({ ack }) => [ack.room, ack.seq]), [
    ["one", 1],
    ["two", 1],
    ["one", 2],
  ]);
});

Deno.test("append() puts what arrives together into one commit", async () => {
  using fixture = await LogFixture.open();
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => fixture.append(post(`id-${i}`))),
  );
  assertEquals(fixture.store.commits.length, 1);
  assertEquals(
    fixture.announced.map(({ from, events }) => [from, events.length]),
    [
      [1, 50],
    ],
  );
});

Deno.test("append() gathers what arrives during a commit for the next one", async () => {
  using fixture = await LogFixture.open();
  const release = fixture.store.holdCommits();
  const first = fixture.append(post("first"));
  await fixture.store.tries(1);
  const others = ["b", "c", "d"].map((id) => fixture.append(post(id)));
  release();
  const acks = await Promise.all([first, ...others]);
  assertEquals(acks.map(({ ack }) => ack.seq), [1, 2, 3, 4]);
  assertEquals(fixture.store.commits.length, 2);
});

/** Ann's command is committed, which takes so many milliseconds, and Bob's comes meanwhile; gives his answer. */
async function oneDuringAnother(
  { store, commits, environment }: LogFixture,
  took = 0,
): Promise<{ second: Promise<Committed> }> {
  const release = store.holdCommits();
  const first = commits.append(ann, post("first"));
  await store.tries(1);
  const second = commits.append(bob, post("second"));
  environment.pass(took);
  release();
  await first;
  await store.quiet();
  return { second };
}

Deno.test("append() waits a moment for more soon after a commit", async () => {
  using fixture = await LogFixture.open();
  const { store, environment } = fixture;
  const { second } = await oneDuringAnother(fixture);
  assertEquals([store.commits.length, environment.timers], [1, 1]);
  await environment.until(second);
  assertEquals(store.commits.length, 2);
});

Deno.test("append() waits no longer once a commit's worth has come", async () => {
  using fixture = await LogFixture.open();
  const { store, commits, environment } = fixture;
  const { second } = await oneDuringAnother(fixture);
  assertEquals(environment.timers, 1);
  const more = Array.from(
    { length: COMMANDS_PER_COMMIT },
    (_, i) => commits.append(bob, post(`more-${i}`)),
  );
  await Promise.all([second, ...more.slice(0, -1)]);
  assertEquals([store.commits.length, environment.timers], [2, 0]);
  await environment.until(Promise.all(more));
});

Deno.test("append() waits no longer once everybody who was answered has sent again", async () => {
  using fixture = await LogFixture.open();
  const { store, commits, environment } = fixture;
  const { second } = await oneDuringAnother(fixture);
  assertEquals(environment.timers, 1);
  await Promise.all([second, commits.append(ann, post("third"))]);
  assertEquals([store.commits.length, environment.timers], [2, 0]);
});

Deno.test("append() keeps nobody waiting who send one after another", async () => {
  using fixture = await LogFixture.open();
  const { store, commits, environment } = fixture;
  const send = async (author: typeof ann) => {
    for (const id of ["a", "b", "c"]) await commits.append(author, post(id));
  };
  await Promise.all([send(ann), send(bob)]);
  assertEquals([store.commits.length, environment.timers], [3, 0]);
});

Deno.test("append() lets nobody wait any longer who waited for a slow commit", async () => {
  using fixture = await LogFixture.open();
  const { second } = await oneDuringAnother(fixture, 50);
  await second;
  assertEquals(fixture.store.commits.length, 2);
});

Deno.test("append() does not wait where a commit's worth has come", async () => {
  using fixture = await LogFixture.open();
  const ids = Array.from({ length: COMMANDS_PER_COMMIT * 2 }, (_, i) => `${i}`);
  await Promise.all(ids.map((id) => fixture.commits.append(ann, post(id))));
  assertEquals(fixture.store.commits.length, 2);
});

Deno.test("append() puts no more keys into a commit than the store checks", async () => {
  using fixture = await LogFixture.open();
  const ids = Array.from({ length: 150 }, (_, i) => `${i}x`);
  const acks = await Promise.all(ids.map((id) => fixture.append(post(id))));
  assertEquals(acks.map(({ ack }) => ack.seq), ids.map((_, i) => i + 1));
  assertEquals(fixture.store.commits.length, 2);
});

for (
  const [what, target, answer] of [
    ["changes", 1, "fulfilled"],
    ["refuses changes", 9, "rejected"],
  ] as const
) {
  Deno.test(`append() ${what} in more rooms at once than one commit checks`, async () => {
    using fixture = await LogFixture.open();
    const rooms = Array.from({ length: COMMANDS_PER_COMMIT }, (_, i) => `${i}`);
    const all = (commands: Command[]) =>
      Promise.allSettled(commands.map((command) => fixture.append(command)));
    await all(rooms.map((room) => post(`post-${room}`, "text", room)));
    const react = { type: "react", target, emoji: "👍", on: true } as const;
    const outcomes = await all(
      rooms.map((room) => ({ ...react, room, id: `react-${room}` })),
    );
    assertEquals(
      outcomes.map(({ status }) => status),
      rooms.map(() => answer),
    );
  });
}

Deno.test("append() does not wait behind a repeat", async () => {
  using fixture = await LogFixture.open();
  const { store, environment, commits } = fixture;
  await fixture.append(post("n-1"));
  const release = store.holdCommits();
  const second = commits.append(ann, post("n-2"));
  await store.tries(2);
  const repeat = commits.append(ann, post("n-1"));
  release();
  await environment.until(Promise.all([second, repeat]));
  environment.pass(60_000);
  await commits.append(ann, post("n-1"));
  await commits.append(bob, post("n-3"));
  assertEquals(environment.timers, 0);
});

Deno.test("append() keeps the order of a room over several commits", async () => {
  using fixture = await LogFixture.open();
  const ids = Array.from({ length: 300 }, (_, i) => `id-${i}`);
  const acks = await Promise.all(ids.map((id) => fixture.append(post(id))));
  assertEquals(acks.map(({ ack }) => ack.seq), ids.map((_, i) => i + 1));
  assertEquals((await fixture.events()).map(({ id }) => id), ids);
});

Deno.test("append() answers only what is committed", async () => {
  using fixture = await LogFixture.open();
  const release = fixture.store.holdCommits();
  let answered = false;
  const answer = fixture.append(post("a")).then(() => answered = true);
  await fixture.store.tries(1);
  assertEquals(answered, false);
  assertEquals(fixture.announced, []);
  release();
  await answer;
  assertEquals(await fixture.log.head("lobby"), 1);
});

Deno.test("append() announces events, as they stand in the log, before it answers", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("a")).then(() =>
    assertEquals(fixture.announced.length, 1)
  );
  const [added] = fixture.announced;
  assertEquals(added, {
    room: "lobby",
    from: 1,
    events: await fixture.log.events("lobby", 0, 10),
  });
});

Deno.test("append() announces a commit once, with all of its rooms", async () => {
  using fixture = await LogFixture.open();
  const announced: string[][] = [];
  const { store, environment } = fixture;
  const commits = new GroupCommit(
    store,
    environment,
    ({ added }) => void announced.push(added.map(({ room }) => room)),
  );
  const rooms = ["one", "two", "one", "three"];
  await Promise.all(
    rooms.map((room, i) => commits.append(ann, post(`${i}`, "text", room))),
  );
  assertEquals(announced, [["one", "two", "three"]]);
});

Deno.test("append() repeats an id with the same seq", async () => {
  using fixture = await LogFixture.open();
  const first = await fixture.append(post("a"));
  await fixture.append(post("b"));
  const again = await fixture.append(post("a"));
  assertEquals(first.repeated, false);
  assertEquals(again, { ack: first.ack, repeated: true });
  assertEquals(await fixture.log.head("lobby"), 2);
});

Deno.test("append() gives a repeat that overtakes its first one the same answer", async () => {
  using fixture = await LogFixture.open();
  const [first, again] = await Promise.all([
    fixture.append(post("a")),
    fixture.append(post("a")),
  ]);
  assertEquals(again, { ack: first.ack, repeated: true });
  assertEquals(await fixture.log.head("lobby"), 1);
});

Deno.test("append() knows a repeat of what still waits when a commit has ended", async () => {
  using fixture = await LogFixture.open();
  const count = COMMANDS_PER_COMMIT + 1;
  const posts = Array.from({ length: count }, (_, i) => post(`${i}`));
  const append = (command: Command) => fixture.commits.append(ann, command);
  const [first, ...others] = posts.map(append);
  await first;
  await turn();
  assertEquals(fixture.store.commits.length, 1);
  const again = append(post(`${count - 1}`));
  await fixture.environment.until(Promise.all([...others, again]));
  assertEquals((await again).repeated, true);
  assertEquals(await fixture.log.head("lobby"), count);
});

Deno.test("append() tries anew what was refused a moment ago", async () => {
  using fixture = await LogFixture.open();
  const { commits, environment } = fixture;
  const reply = { ...post("reply"), replyTo: 1 };
  const answer = commits.append(ann, reply).catch((refusal) => {
    assert(refusal instanceof Refusal);
    void commits.append(ann, post("question"));
    return commits.append(ann, reply);
  });
  assertEquals((await environment.until(answer)).ack.seq, 2);
});

Deno.test("append() finds a repeat that another worker has committed", async () => {
  using fixture = await LogFixture.open();
  const other = fixture.sibling();
  const first = await fixture.append(post("a"));
  const again = await other.append(post("a"));
  assertEquals(again, { ack: first.ack, repeated: true });
  assertEquals(await fixture.log.head("lobby"), 1);
});

Deno.test("append() lets two workers with the same id commit it once", async () => {
  using fixture = await LogFixture.open();
  const other = fixture.sibling();
  const answers = await Promise.all([
    fixture.append(post("a")),
    other.append(post("a")),
  ]);
  assertEquals(answers.map(({ ack }) => ack.seq), [1, 1]);
  assertEquals(answers.filter(({ repeated }) => repeated).length, 1);
  assertEquals(await fixture.log.head("lobby"), 1);
});

Deno.test("append() takes the same id from two authors for two commands", async () => {
  using fixture = await LogFixture.open();
  const mine = await fixture.append(post("a"), ann);
  const yours = await fixture.append(post("a"), bob);
  assertEquals([mine.ack.seq, yours.ack.seq], [1, 2]);
});

for (
  const [what, other] of [
    ["body", { ...post("a"), body: "something else" }],
    ["room", { ...post("a"), room: "elsewhere" }],
    ["replyTo", { ...post("a"), replyTo: 1 }],
    ["type", { type: "delete", room: "lobby", id: "a", target: 1 }],
  ] as const
) {
  Deno.test(`append() refuses an id that named a command with another ${what}`, async () => {
    using fixture = await LogFixture.open();
    await fixture.append(post("a"));
    const refusal = await assertRejects(() => fixture.append(other), Refusal);
    assertEquals(refusal.code, "bad_packet");
    assertEquals(await fixture.log.head("lobby"), 1);
    assertEquals(await fixture.log.head("elsewhere"), 0);
  });
}

Deno.test("append() refuses another command with an id that is under way", async () => {
  using fixture = await LogFixture.open();
  const first = fixture.append(post("a", "one"));
  const refusal = await assertRejects(
    () => fixture.append(post("a", "two")),
    Refusal,
  );
  assertEquals(refusal.code, "bad_packet");
  assertEquals((await first).ack.seq, 1);
  assertEquals(await fixture.log.head("lobby"), 1);
});

Deno.test("append() forgets an id after a day, even where the store still has it", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("a"));
  fixture.environment.pass(COMMAND_MEMORY_MS - 60_000);
  assertEquals((await fixture.append(post("a"))).repeated, true);
  fixture.environment.pass(COMMAND_MEMORY_MS);
  const again = await fixture.append(post("a"));
  assertEquals([again.repeated, again.ack.seq], [false, 2]);
});

Deno.test("append() refuses one command of a commit without harm to the others", async () => {
  using fixture = await LogFixture.open();
  const [good, bad, fine] = await Promise.allSettled([
    fixture.append(post("a")),
    fixture.append({
      type: "edit",
      room: "lobby",
      id: "b",
      target: 99,
      body: "x",
    }),
    fixture.append(post("c")),
  ]);
  assertObjectMatch(good, { status: "fulfilled", value: { ack: { seq: 1 } } });
  assertObjectMatch(fine, { status: "fulfilled", value: { ack: { seq: 2 } } });
  assertObjectMatch(bad, {
    status: "rejected",
    reason: { code: "unknown_message" },
  });
  assertEquals(fixture.store.commits.length, 1);
});

Deno.test("append() answers a repeated delete with the first one's ack", async () => {
  using fixture = await LogFixture.open();
  const target = await fixture.post("gone soon");
  const command = { type: "delete", room: "lobby", id: "d", target } as const;
  const first = await fixture.append(command);
  assertEquals(await fixture.append(command), {
    ack: first.ack,
    repeated: true,
  });
  const refusal = await assertRejects(
    () => fixture.append({ ...command, id: "d2" }),
    Refusal,
  );
  assertEquals(refusal.code, "unknown_message");
});

Deno.test("append() answers a delete repeated on another worker with the first one's ack", async () => {
  using fixture = await LogFixture.open();
  const target = await fixture.post("text");
  const remove = { type: "delete", room: "lobby", id: "d", target } as const;
  const { ack } = await fixture.append(remove);
  const again = await fixture.sibling().append(remove);
  assertEquals(again, { ack, repeated: true });
});

Deno.test("append() answers the repeat of a text that is gone by now", async () => {
  using fixture = await LogFixture.open();
  const target = await fixture.post("one");
  const reply = { ...post("r", "two"), replyTo: target };
  const edit = {
    type: "edit",
    room: "lobby",
    id: "e",
    target: 2,
    body: "three",
  } as const;
  const first = [await fixture.append(reply), await fixture.append(edit)];
  await fixture.append({ type: "delete", room: "lobby", id: "d", target: 2 });
  const again = [await fixture.append(reply), await fixture.append(edit)];
  assertEquals(again, first.map(({ ack }) => ({ ack, repeated: true })));
});

for (
  const [what, other] of [
    ["emoji", { emoji: "🎉" }],
    ["side", { on: false }],
    ["target", { target: 2 }],
  ] as const
) {
  Deno.test(`append() refuses an id that named a reaction with another ${what}`, async () => {
    using fixture = await LogFixture.open();
    const target = await fixture.post("one");
    await fixture.post("two");
    const command = {
      type: "react",
      room: "lobby",
      id: "r",
      target,
      emoji: "👍",
      on: true,
    } as const;
    await fixture.append(command);
    const refusal = await assertRejects(
      () => fixture.append({ ...command, ...other }),
      Refusal,
    );
    assertEquals(refusal.code, "bad_packet");
  });
}

Deno.test("append() keeps an author's changes of one message in order within one commit", async () => {
  using fixture = await LogFixture.open();
  const target = await fixture.post("one");
  const edit = (id: string, body: string) =>
    fixture.append({ type: "edit", room: "lobby", id, target, body });
  await Promise.all([edit("a", "two"), edit("b", "three"), edit("c", "four")]);
  assertEquals((await fixture.log.message("lobby", target))?.body, "four");
  assertEquals((await fixture.events()).map(({ body }) => body), [
    "one",
    "two",
    "three",
    "four",
  ]);
});

Deno.test("append() commits commands of many rooms at once", async () => {
  using fixture = await LogFixture.open();
  const answers = await Promise.all(
    Array.from(
      { length: 200 },
      (_, i) => fixture.append(post(`id-${i}`, "hello", `room-${i}`)),
    ),
  );
  assertEquals(answers.map(({ ack }) => ack.seq), Array(200).fill(1));
});

Deno.test("append() splits what is too large for one commit, in order", async () => {
  using fixture = await LogFixture.open();
  const body = "\u0000".repeat(8_000);
  const answers = await Promise.all(
    Array.from(
      { length: 150 },
      (_, i) => fixture.append(post(`id-${i}`, body)),
    ),
  );
  assertEquals(answers.map(({ ack }) => ack.seq), answers.map((_, i) => i + 1));
  for (const { sets } of fixture.store.commits) {
    const sizes = sets.map(({ value }) =>
      value instanceof Uint8Array ? value.length : 0
    );
    assert(sizes.reduce((sum, size) => sum + size) < COMMIT_BYTES);
  }
});

Deno.test("append() counts its commits in the shard of each room", async () => {
  using fixture = await LogFixture.open();
  await Promise.all([
    fixture.append(post("a")),
    fixture.append(post("b")),
    fixture.append(post("c", "c", "other")),
  ]);
  await fixture.append(post("d"));
  const counts = ["lobby", "other"].map(async (room) =>
    (await fixture.store.get(keys.commits(shardOf(room)))).value
  );
  assertEquals(await Promise.all(counts), [2, 1]);
});

Deno.test("append() writes in turns: the first retry belongs to the same one", async () => {
  using fixture = await LogFixture.open();
  const turns = new CountedTurns();
  const commits = new GroupCommit(
    fixture.store,
    fixture.environment,
    () => {},
    turns,
  );
  fixture.store.failCommits("conflict");
  await commits.append(ann, post("a"));
  await fixture.store.quiet();
  assertEquals([turns.taken, turns.ended], [1, 1]);
  await commits.append(ann, post("b"));
  await fixture.store.quiet();
  assertEquals([turns.taken, turns.ended], [2, 2]);
});

Deno.test("overtaken() spares the attempt that would fail", async () => {
  using fixture = await LogFixture.open();
  const worker = fixture.sibling();
  await fixture.append(post("a"));
  await worker.append(post("b"), bob);
  fixture.commits.overtaken(["lobby", "unknown"]);
  assertEquals((await fixture.append(post("c"))).ack.seq, 3);
  assertEquals(fixture.store.commits.length, 2);
});
