import { assert, assertEquals, assertRejects } from "@std/assert";
import { noBus } from "@/chat/bus.ts";
import { keys } from "@/chat/keys.ts";
import {
  COMMANDS_BURST,
  READ_PATIENCE_MS,
  ROOM_MAKERS_PER_ADDRESS,
  ROOMS_BURST,
} from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";
import { CapturedLog } from "./captured_log.ts";
import { FaultyStore } from "./faulty_store.ts";
import { LinkedBuses } from "./linked_buses.ts";
import { post } from "./log_fixture.ts";
import { aPerson, TestChat } from "./test_chat.ts";

Deno.test("open() makes the lobby and an epoch, once", async () => {
  using first = await TestChat.open();
  assertEquals((await first.chat.rooms.get("lobby")).slug, "lobby");
  assert(first.chat.epoch.length >= 8);
  const second = await first.sibling();
  assertEquals(second.chat.epoch, first.chat.epoch);
  second.chat.hub.close();
});

Deno.test("open() agrees on one epoch with those who open at the same time", async () => {
  using store = await FaultyStore.open();
  const chats = await Promise.all(
    [1, 2, 3].map(() => TestChat.over(store.sibling(), noBus)),
  );
  assertEquals(new Set(chats.map(({ chat }) => chat.epoch)).size, 1);
  assertEquals((await store.get(keys.epoch)).value, chats[0]?.chat.epoch);
});

Deno.test("open() goes on after conflicts, real and reported", async () => {
  using store = await FaultyStore.open();
  store.failCommits(
    "conflict",
    "conflict, but committed",
    "conflict",
    "conflict, but committed",
  );
  const { chat } = await TestChat.over(store.sibling(), noBus);
  assertEquals((await store.get(keys.epoch)).value, chat.epoch);
  assertEquals((await chat.rooms.list()).map(({ slug }) => slug), ["lobby"]);
});

Deno.test("submit() refuses a room that does not exist", async () => {
  using test = await TestChat.open();
  const refusal = await assertRejects(
    () =>
      test.chat.submit(aPerson("Ann"), "192.0.2.1", post("a", "x", "nowhere")),
    Refusal,
  );
  assertEquals(refusal.code, "unknown_room");
});

/** Submits so many posts at once; gives how many were refused as too fast. */
async function tooFast(
  { chat, environment }: TestChat,
  count: number,
  who: (i: number) => [name: string, address: string],
): Promise<number> {
  const answers = Array.from({ length: count }, (_, i) => {
    const [name, address] = who(i);
    return chat.submit(aPerson(name), address, post(crypto.randomUUID()));
  });
  const outcomes = await environment.until(Promise.allSettled(answers));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  for (const { reason } of refused) {
    assert(
      reason instanceof Refusal && reason.code === "rate_limited",
      `${reason}`,
    );
    assert(reason.retryAfter);
  }
  return refused.length;
}

Deno.test("submit() limits a person, whatever the address", async () => {
  using test = await TestChat.open({ postsPerSecond: 5 });
  const refused = await tooFast(
    test,
    COMMANDS_BURST + 10,
    (i) => ["Ann", `192.0.2.${i}`],
  );
  assertEquals(refused, 10);
  assertEquals(await tooFast(test, 1, () => ["Bob", "192.0.2.1"]), 0);
  test.environment.pass(200);
  assertEquals(await tooFast(test, 2, () => ["Ann", "192.0.2.1"]), 1);
});

Deno.test("submit() limits an address, however many people come from it", async () => {
  using test = await TestChat.open({ postsPerSecond: 5 });
  const refused = await tooFast(test, 300, (i) => [`Person ${i}`, "192.0.2.1"]);
  assertEquals(refused, 100);
});

Deno.test("submit() counts a household's IPv6 addresses as one", async () => {
  using test = await TestChat.open({ postsPerSecond: 5 });
  const refused = await tooFast(
    test,
    300,
    (i) => [`Person ${i}`, `2001:db8::${i.toString(16)}`],
  );
  assertEquals(refused, 100);
});

Deno.test("submit() does not let one who is refused use up the others' share of the address", async () => {
  using test = await TestChat.open({ postsPerSecond: 5 });
  await tooFast(test, 1_000, () => ["Ann", "192.0.2.1"]);
  assertEquals(await tooFast(test, 1, () => ["Bob", "192.0.2.1"]), 0);
});

Deno.test("submit() limits nobody where the rate is 0", async () => {
  using test = await TestChat.open({ postsPerSecond: 0 });
  assertEquals(await tooFast(test, 500, () => ["Ann", "192.0.2.1"]), 0);
});

/** Makes so many rooms, one after the other; gives how many were refused as too many. */
async function tooMany(
  { chat }: TestChat,
  count: number,
  who: (i: number) => [name: string, address: string],
): Promise<number> {
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const [name, address] = who(i);
    const slug = crypto.randomUUID();
    try {
      await chat.makeRoom(aPerson(name), address, { slug });
    } catch (error) {
      assert(error instanceof Refusal, `${error}`);
      assertEquals(error.code, "rate_limited");
      assert(error.retryAfter && error.retryAfter > 10_000);
      refused++;
    }
  }
  return refused;
}

Deno.test("makeRoom() gives a person some rooms at once, then one a minute", async () => {
  using test = await TestChat.open({ postsPerSecond: 5 });
  const ann = (i: number): [string, string] => ["Ann", `192.0.2.${i}`];
  assertEquals(await tooMany(test, ROOMS_BURST + 5, ann), 5);
  assertEquals(await tooMany(test, 1, () => ["Bob", "192.0.2.1"]), 0);
  test.environment.pass(60_000);
  assertEquals(await tooMany(test, 3, ann), 2);
});

Deno.test("makeRoom() limits an address, however many people come from it", async () => {
  using test = await TestChat.open({ postsPerSecond: 5 });
  const most = ROOMS_BURST * ROOM_MAKERS_PER_ADDRESS;
  const refused = await tooMany(
    test,
    most + 20,
    (i) => [`Person ${i}`, `2001:db8::${i.toString(16)}`],
  );
  assertEquals(refused, 20);
});

Deno.test("makeRoom() limits nobody where the rate of commands is 0", async () => {
  using test = await TestChat.open({ postsPerSecond: 0 });
  assertEquals(await tooMany(test, 100, () => ["Ann", "192.0.2.1"]), 0);
});

Deno.test("check() throws when the store does not answer", async () => {
  using test = await TestChat.open();
  await test.chat.check();
  test.store.onRead(() => new Error("The disk is gone"));
  await assertRejects(() => test.chat.check());
});

Deno.test("workers tell each other of what they commit", async () => {
  const buses = new LinkedBuses();
  using one = await TestChat.over(await FaultyStore.open(), buses.join());
  const two = await one.sibling(buses.join());
  const [ann, bob] = [one.connect("Ann"), two.connect("Bob")];
  await Promise.all([ann.joins(), bob.joins()]);
  await one.post("from one");
  await two.post("from two");
  await Promise.all([ann.channel.reaches(2), bob.channel.reaches(2)]);
  assertEquals([ann.channel.seqs(), bob.channel.seqs()], [[1, 2], [1, 2]]);
  two.chat.hub.close();
});

Deno.test("instances without a common bus find what the others commit", async () => {
  using one = await TestChat.open();
  const two = await one.sibling();
  const bob = two.connect("Bob");
  await bob.joins();
  await one.fill(50);
  assertEquals(bob.channel.seqs(), []);
  await two.poll();
  await bob.channel.reaches(50);
  assertEquals(bob.channel.seqs().length, 50);
  two.chat.hub.close();
});

Deno.test("instances find what the others commit after a look at the store that was not answered", async () => {
  using one = await TestChat.open();
  const two = await one.sibling();
  const bob = two.connect("Bob");
  await bob.joins();
  using _log = new CapturedLog();
  two.store.holdReads(([kind]) => kind === "commits");
  const look = two.chat.hub.poll();
  await two.quiet();
  two.store.holdReads(() => false);
  one.environment.pass(READ_PATIENCE_MS);
  await look;
  await one.fill(50);
  await two.poll();
  await bob.channel.reaches(50);
  two.chat.hub.close();
});

/** Two workers of one process that let an address have so many sockets. */
async function twoWorkers(buses: LinkedBuses, connectionsPerAddress: number) {
  const parts = { connectionsPerAddress };
  const store = await FaultyStore.open();
  const one = await TestChat.over(store, buses.join(), parts);
  return [one, await one.sibling(buses.join(), parts)] as const;
}

Deno.test("workers count the sockets of an address together", async () => {
  const buses = new LinkedBuses();
  const [first, two] = await twoWorkers(buses, 2);
  using one = first;
  one.chat.admission.enter("192.0.2.1");
  two.chat.admission.enter("192.0.2.1");
  for (const { chat } of [one, two]) {
    await assertRejects(
      () => Promise.resolve().then(() => chat.admission.enter("192.0.2.1")),
      Refusal,
    );
  }
  two.chat.hub.close();
});

Deno.test("workers don't hold a lost notice against an address for ever", async () => {
  const buses = new LinkedBuses();
  const [first, two] = await twoWorkers(buses, 1);
  using one = first;
  const leave = one.chat.admission.enter("192.0.2.1");
  buses.loses = () => true;
  leave();
  buses.loses = () => false;
  for (let minute = 0; minute < 10; minute++) {
    one.environment.pass(60_000);
    await one.quiet();
  }
  two.chat.admission.enter("192.0.2.1");
  two.chat.hub.close();
});
