import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Figures } from "@/chat/figures.ts";
import { ROLL_CALL_MS, SILENCE_MS } from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";
import { FaultyStore } from "./faulty_store.ts";
import { LinkedBuses } from "./linked_buses.ts";
import { aPerson, TestChat } from "./test_chat.ts";

/** A worker's own figures, and what it knows of the others'. */
function figuresOf({ chat }: TestChat): [own: Figures, ...others: Figures[]] {
  const [own, ...others] = chat.rollCall.figures.values();
  assert(own);
  return [own, ...others];
}

/** Always with the same `id`. */
function post(
  { chat, environment }: TestChat,
  body: string,
  room = "lobby",
): Promise<unknown> {
  const command = { type: "post", room, id: "1", body } as const;
  const answer = chat.submit(aPerson("Ann"), "192.0.2.1", command);
  return environment.until(answer);
}

/** Lets so much time go by, and the store answer meanwhile. */
async function passes(test: TestChat, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += ROLL_CALL_MS) {
    test.environment.pass(ROLL_CALL_MS);
    await test.quiet();
  }
}

/** Two workers of one process that have heard of each other, each with somebody in the lobby. */
async function twoWorkers(buses: LinkedBuses) {
  const one = await TestChat.over(await FaultyStore.open(), buses.join());
  const two = await one.sibling(buses.join());
  const [ann, bob] = [one.connect("Ann"), two.connect("Bob")];
  await Promise.all([ann.joins(), bob.joins()]);
  await passes(one, ROLL_CALL_MS);
  return { one, two, ann, bob };
}

Deno.test("figures count commands by what became of them", async () => {
  using test = await TestChat.open();
  await post(test, "hello");
  await post(test, "hello");
  await assertRejects(() => post(test, "something else"), Refusal);
  await assertRejects(() => post(test, "hello", "nowhere"), Refusal);
  const broken = new Error("The database is gone");
  test.store.onRead(() => broken);
  await assertRejects(() => post(test, "hello", "elsewhere"), Error);
  const [{ committed, repeated, refused, failed }] = figuresOf(test);
  assertEquals([committed, repeated, refused, failed], [1, 1, 2, 1]);
});

Deno.test("figures count a command that met with the rate limit as refused", async () => {
  using test = await TestChat.open({ postsPerSecond: 1 });
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, () => post(test, "hello")),
  );
  const refused = answers.filter(({ status }) => status === "rejected").length;
  assert(refused > 0);
  assertEquals(figuresOf(test)[0].refused, refused);
});

Deno.test("figures count commits and the time they took, also of one that failed", async () => {
  using test = await TestChat.open();
  test.store.failCommits("throws");
  const release = test.store.holdCommits();
  const { length } = test.store.commits;
  const answer = post(test, "hello");
  await test.store.tries(length + 1);
  test.environment.pass(7);
  release();
  await answer;
  const [{ commits, commitMs }] = figuresOf(test);
  assertEquals([commits, commitMs], [2, 7]);
});

Deno.test("figures count who is connected and follows, and what they were sent, also when they have gone", async () => {
  using test = await TestChat.open();
  const [ann, bob] = [test.connect("Ann"), test.connect("Bob")];
  await ann.joins();
  await bob.joins();
  await test.fill(3);
  await Promise.all([ann.channel.reaches(3), bob.channel.reaches(3)]);
  const [{ connections, rooms, followers, delivered }] = figuresOf(test);
  assertEquals([connections, rooms, followers, delivered], [2, 1, 2, 6]);
  for (const { connection } of [ann, bob]) connection.closed();
  const [later] = figuresOf(test);
  assertEquals([later.connections, later.rooms, later.followers], [0, 0, 0]);
  assertEquals(later.delivered, 6);
});

Deno.test("figures count the errors that the worker is told of", async () => {
  using test = await TestChat.open({
    errors: () => ({ errors: 3, faults: 1 }),
  });
  const [{ errors, faults }] = figuresOf(test);
  assertEquals([errors, faults], [3, 1]);
});

Deno.test("each worker knows its own figures as they are and the others' as they told them last", async () => {
  const { one: first, two, bob } = await twoWorkers(new LinkedBuses());
  using one = first;
  await post(one, "hello");
  await bob.channel.reaches(1);
  const seen = () => figuresOf(two).map(({ committed }) => committed);
  assertEquals(seen(), [0, 0]);
  await passes(one, ROLL_CALL_MS);
  assertEquals(seen(), [0, 1]);
  const [, other] = figuresOf(one);
  assertEquals([other?.followers, other?.delivered], [1, 1]);
  two.chat.hub.close();
});

Deno.test("figures of a worker that has fallen silent are left out until it is heard again", async () => {
  const buses = new LinkedBuses();
  const { one: first, two } = await twoWorkers(buses);
  using one = first;
  buses.loses = () => true;
  await passes(one, SILENCE_MS);
  assertEquals(figuresOf(one).length, 2);
  await passes(one, ROLL_CALL_MS);
  assertEquals(figuresOf(one).length, 1);
  buses.loses = () => false;
  await passes(one, ROLL_CALL_MS);
  assertEquals(figuresOf(one).length, 2);
  two.chat.hub.close();
});
