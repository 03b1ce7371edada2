/** Who is there: on one worker, on several, in several processes, and after a crash. */
import { assert, assertEquals } from "@std/assert";
import {
  BEAT_LIFE_MS,
  BEAT_MS,
  LINGER_MS,
  PEOPLE_LISTED,
  PRESENCE_EVERY_MS,
  PRESENCE_POLL_MS,
  PRESENCE_RECORD_MS,
  SOCKET_BUFFER_BYTES,
} from "@/chat/limits.ts";
import type { Presence } from "@/chat/protocol.ts";
import { CapturedLog } from "./captured_log.ts";
import { FaultyStore } from "./faulty_store.ts";
import { LinkedBuses } from "./linked_buses.ts";
import { type Client, TestChat } from "./test_chat.ts";

const room = "lobby";
const STEP_MS = 500;
/** Nobody stays for longer who is not there any more. */
const GHOST_MS = 60_000;

/** Lets time go by for workers that share a clock, and everything happen that falls due. */
async function goBy(ms: number, ...workers: TestChat[]): Promise<void> {
  for (let left = ms; left > 0; left -= STEP_MS) {
    workers[0]?.environment.pass(Math.min(STEP_MS, left));
    for (const worker of workers) await worker.quiet();
  }
}

/** What is told is told within this time, on the same worker. */
const SOON_MS = PRESENCE_EVERY_MS + STEP_MS;
/** And on any other. */
const EVERYWHERE_MS = SOON_MS + PRESENCE_POLL_MS + SOON_MS;

/** A worker in another process: nothing comes over a bus. */
function another(test: TestChat): Promise<TestChat> {
  return test.sibling();
}

function names(people: Presence["users"]): string[] | undefined {
  return people?.map(({ name }) => name).sort();
}

/** What a client knows from all that it was told. */
function known({ channel }: Client): { count: number; names: string[] } {
  const people = new Map<string, string>();
  let count = 0;
  for (const packet of channel.of("presence")) {
    if (!packet.joined && !packet.left) people.clear();
    for (const { id } of packet.left ?? []) people.delete(id);
    for (
      const { id, name } of [...packet.users ?? [], ...packet.joined ?? []]
    ) {
      people.set(id, name);
    }
    count = packet.count;
  }
  return { count, names: [...people.values()].sort() };
}

Deno.test("presence tells a newcomer everybody and the others the newcomer", async () => {
  using test = await TestChat.open();
  const ann = test.connect("Ann");
  await ann.joins();
  await goBy(SOON_MS, test);
  const bob = test.connect("Bob");
  await bob.joins();
  await goBy(SOON_MS, test);
  assertEquals(ann.channel.of("presence"), [
    {
      type: "presence",
      room,
      count: 1,
      users: [{ id: "ann", name: "Ann" }],
    },
    {
      type: "presence",
      room,
      count: 2,
      joined: [{ id: "bob", name: "Bob" }],
    },
  ]);
  const [first, ...more] = bob.channel.of("presence");
  assertEquals([first?.count, names(first?.users)], [2, ["Ann", "Bob"]]);
  assertEquals(more, []);
});

Deno.test("presence counts a person with several connections once, until the last is gone", async () => {
  using test = await TestChat.open();
  const ann = test.connect("Ann");
  const [phone, laptop] = [test.connect("Bob"), test.connect("Bob")];
  for (const client of [ann, phone, laptop]) await client.joins();
  await goBy(SOON_MS, test);
  assertEquals(known(ann), { count: 2, names: ["Ann", "Bob"] });
  phone.channel.hangUp();
  await goBy(LINGER_MS + SOON_MS, test);
  assertEquals(ann.channel.of("presence").length, 1);
  laptop.send({ type: "leave", room });
  await goBy(LINGER_MS + SOON_MS, test);
  assertEquals(ann.channel.of("presence").at(-1), {
    type: "presence",
    room,
    count: 1,
    left: [{ id: "bob", name: "Bob" }],
  });
});

Deno.test("presence does not tell of a reload", async () => {
  using test = await TestChat.open();
  const [ann, bob] = [test.connect("Ann"), test.connect("Bob")];
  await ann.joins();
  await bob.joins();
  await goBy(SOON_MS, test);
  bob.channel.hangUp();
  await goBy(LINGER_MS - STEP_MS, test);
  await test.connect("Bob").joins();
  await goBy(2 * LINGER_MS, test);
  assertEquals(ann.channel.of("presence").length, 1);
});

Deno.test("presence gathers news: many who come at once are told together", async () => {
  using test = await TestChat.open();
  const ann = test.connect("Ann");
  await ann.joins();
  await goBy(SOON_MS, test);
  const others = Array.from({ length: 50 }, (_, i) => test.connect(`P${i}`));
  for (const client of others) await client.joins();
  await goBy(SOON_MS, test);
  assertEquals(ann.channel.of("presence").length, 2);
  for (const client of others) {
    assertEquals(client.channel.of("presence").length, 1);
    assertEquals(known(client).count, 51);
  }
});

for (const lossy of [false, true]) {
  Deno.test(`presence reaches the other workers of the process${lossy ? ", though the bus loses everything" : " at once"}`, async () => {
    const buses = new LinkedBuses();
    buses.loses = () => lossy;
    using one = await TestChat.over(await FaultyStore.open(), buses.join());
    const two = await one.sibling(buses.join());
    const ann = one.connect("Ann");
    await ann.joins();
    await goBy(EVERYWHERE_MS, one, two);
    const bob = two.connect("Bob");
    await bob.joins();
    await goBy(lossy ? EVERYWHERE_MS : SOON_MS, one, two);
    for (const client of [ann, bob]) {
      assertEquals(known(client), { count: 2, names: ["Ann", "Bob"] });
    }
    assertEquals(names(bob.channel.of("presence")[0]?.users), ["Ann", "Bob"]);
    bob.channel.hangUp();
    await goBy(LINGER_MS + EVERYWHERE_MS, one, two);
    assertEquals(known(ann), { count: 1, names: ["Ann"] });
    two.chat.close();
  });
}

Deno.test("presence counts a person on two workers once, and tells of no move from one to the other", async () => {
  using one = await TestChat.open();
  const two = await another(one);
  const ann = one.connect("Ann");
  const here = one.connect("Bob");
  await ann.joins();
  await here.joins();
  await two.connect("Bob").joins();
  await goBy(EVERYWHERE_MS, one, two);
  assertEquals(known(ann), { count: 2, names: ["Ann", "Bob"] });
  const { length } = ann.channel.of("presence");
  here.channel.hangUp();
  await goBy(LINGER_MS + EVERYWHERE_MS, one, two);
  assertEquals(ann.channel.of("presence").length, length);
  two.chat.close();
});

Deno.test("presence forgets within a minute who was on a worker that has crashed", async () => {
  using one = await TestChat.open();
  const two = await another(one);
  const ann = one.connect("Ann");
  await ann.joins();
  await two.connect("Bob").joins();
  await goBy(EVERYWHERE_MS, one, two);
  // Long enough for its beat to have been renewed.
  await goBy(3 * BEAT_MS, one, two);
  assertEquals(known(ann).names, ["Ann", "Bob"]);
  two.chat.close();
  await goBy(GHOST_MS, one);
  assertEquals(known(ann), { count: 1, names: ["Ann"] });
});

Deno.test("presence of a followed room is known here, others' share included, and costs a page no read", async () => {
  using one = await TestChat.open();
  const two = await another(one);
  const [ann, bob] = [one.connect("Ann"), two.connect("Bob")];
  await Promise.all([ann.joins(), bob.joins()]);
  await goBy(EVERYWHERE_MS, one, two);
  one.store.onRead(() => new Error("The disk is gone"));
  const { users } = await one.chat.presence.of(room);
  assertEquals(names([...users?.values() ?? []]), ["Ann", "Bob"]);
  two.chat.close();
});

Deno.test("presence of a crashed process is no ghost for those who come after a restart", async () => {
  using one = await TestChat.open();
  const crashed = await another(one);
  await crashed.connect("Bob").joins();
  await goBy(SOON_MS, crashed);
  crashed.chat.close();
  const ann = one.connect("Ann");
  await ann.joins();
  await goBy(GHOST_MS, one);
  assertEquals(known(ann), { count: 1, names: ["Ann"] });
  assertEquals(
    names([...(await one.chat.presence.of(room)).users?.values() ?? []]),
    ["Ann"],
  );
});

Deno.test("drain() lets people count as there until they have come back elsewhere", async () => {
  using one = await TestChat.open();
  const two = await another(one);
  const [ann, bob] = [one.connect("Ann"), one.connect("Bob")];
  await ann.joins();
  await bob.joins();
  for (const name of ["Carol", "Dan"]) await two.connect(name).joins();
  await goBy(EVERYWHERE_MS, one, two);
  assertEquals(known(ann).count, 4);
  await two.environment.until(two.chat.drain());
  two.chat.close();
  await two.quiet();
  await goBy(LINGER_MS - 2 * STEP_MS, one);
  await one.connect("Carol").joins();
  await goBy(EVERYWHERE_MS, one);
  const told = bob.channel.of("presence").flatMap(({ left = [] }) => left);
  assertEquals(names(told), ["Dan"]);
  assertEquals(known(ann).names, ["Ann", "Bob", "Carol"]);
});

Deno.test("presence tells the number alone of a room with more than 200 people, and names them again below", async () => {
  using test = await TestChat.open();
  const ann = test.connect("Ann");
  await ann.joins();
  const others = Array.from(
    { length: PEOPLE_LISTED },
    (_, i) => test.connect(`P${i}`),
  );
  for (const client of others) await client.joins();
  await goBy(SOON_MS, test);
  const count = PEOPLE_LISTED + 1;
  assertEquals(ann.channel.of("presence").at(-1), {
    type: "presence",
    room,
    count,
  });
  const { value } = await test.store.get(presentKey(test));
  assertEquals(value, { count });
  others[0]?.channel.hangUp();
  await goBy(LINGER_MS + SOON_MS, test);
  assertEquals(ann.channel.of("presence").at(-1)?.users?.length, PEOPLE_LISTED);
});

function presentKey({ store }: TestChat) {
  const set = store.commits.flatMap(({ sets }) => sets).findLast(({ key }) =>
    key[0] === "present"
  );
  assert(set);
  return set.key;
}

Deno.test("presence adds the numbers of workers that have too many to name", async () => {
  using one = await TestChat.open();
  const two = await another(one);
  const ann = one.connect("Ann");
  await ann.joins();
  for (let i = 0; i <= PEOPLE_LISTED; i++) await two.connect(`P${i}`).joins();
  await goBy(EVERYWHERE_MS, one, two);
  assertEquals(known(ann), { count: PEOPLE_LISTED + 2, names: [] });
  two.chat.close();
});

Deno.test("presence tells who was too slow everything once they have drained", async () => {
  using test = await TestChat.open();
  const [ann, bob] = [test.connect("Ann"), test.connect("Bob")];
  await ann.joins();
  await bob.joins();
  await goBy(SOON_MS, test);
  ann.channel.bufferedAmount = SOCKET_BUFFER_BYTES + 1;
  bob.channel.hangUp();
  await test.connect("Carol").joins();
  await goBy(LINGER_MS + SOON_MS, test);
  assertEquals(ann.channel.of("presence").length, 1);
  ann.channel.bufferedAmount = 0;
  await goBy(SOON_MS, test);
  assertEquals(names(ann.channel.of("presence").at(-1)?.users), [
    "Ann",
    "Carol",
  ]);
});

Deno.test("presence shows a new name and colour to the others and to one's own connections, on every worker and in every process", async () => {
  const buses = new LinkedBuses();
  using one = await TestChat.over(await FaultyStore.open(), buses.join());
  const two = await one.sibling(buses.join());
  const three = await another(one);
  const workers = [one, two, three];
  const anns = workers.map((worker) => worker.connect("Ann"));
  const bob = one.connect("Bob");
  for (const client of [...anns, bob]) await client.joins();
  await goBy(EVERYWHERE_MS, ...workers);
  const ann = { id: "ann", name: "Ann", since: 0 };
  await one.chat.changeLook(ann, "192.0.2.1", "Annabel", 7);
  for (const { channel } of anns.slice(0, 2)) {
    assertEquals(await channel.receives("user"), {
      type: "user",
      user: { id: "ann", name: "Annabel", hue: 7 },
    });
  }
  await goBy(EVERYWHERE_MS, ...workers);
  assertEquals(bob.channel.of("presence").at(-1), {
    type: "presence",
    room,
    count: 2,
    joined: [{ id: "ann", name: "Annabel", hue: 7 }],
  });
  for (const { channel } of anns) {
    assertEquals(channel.of("user").length, 1);
  }
  two.chat.close();
  three.chat.close();
});

Deno.test("presence knows a room that nobody follows here", async () => {
  using one = await TestChat.open();
  const two = await another(one);
  await two.connect("Bob").joins();
  await goBy(SOON_MS, one, two);
  const { count, users } = await one.chat.presence.of(room);
  assertEquals([count, names([...users?.values() ?? []])], [1, ["Bob"]]);
  assertEquals((await one.chat.presence.of("nowhere")).count, 0);
  two.chat.close();
});

Deno.test("presence survives a store that fails for a while", async () => {
  using _log = new CapturedLog();
  using one = await TestChat.open();
  const two = await another(one);
  await one.connect("Ann").joins();
  one.store.failCommits(
    "throws",
    "conflict, but committed",
    "throws, but committed",
    "conflict",
  );
  await goBy(10_000, one, two);
  const bob = two.connect("Bob");
  await bob.joins();
  await goBy(EVERYWHERE_MS, one, two);
  assertEquals(known(bob).names, ["Ann", "Bob"]);
  two.chat.close();
});

Deno.test("presence of 1,000 rooms of 10 costs a commit or two a second at the most, and one in 20 s when nothing changes", async () => {
  using test = await TestChat.open();
  const rooms = Array.from({ length: 1_000 }, (_, i) => `room-${i}`);
  const outlet = {
    open: true,
    full: false,
    deliver() {},
    whisper() {},
    fail() {},
  };
  for (const slug of rooms) {
    for (let i = 0; i < 10; i++) {
      const user = { id: `${slug} ${i}`, name: `Person ${i}` };
      test.chat.presence.enter(slug, user, outlet);
    }
  }
  const before = test.store.commits.length;
  await goBy(SOON_MS, test);
  const burst = test.store.commits.length - before;
  assert(burst <= 3, `${burst} commits`);
  await goBy(10 * BEAT_MS, test);
  const calm = test.store.commits.slice(before + burst);
  assert(calm.length <= 11, `${calm.length} commits`);
  assert(calm.every(({ sets }) => sets.length === 1));
});

Deno.test("presence keeps what the store would forget in time", async () => {
  using _log = new CapturedLog();
  using one = await TestChat.open();
  await one.connect("Ann").joins();
  await goBy(SOON_MS, one);
  const before = one.store.commits.length;
  one.environment.pass(PRESENCE_RECORD_MS / 2 + 2 * BEAT_LIFE_MS);
  await one.quiet();
  await goBy(BEAT_MS + SOON_MS, one);
  const again = one.store.commits.slice(before).filter(({ sets }) =>
    sets.some(({ key }) => key[0] === "present")
  );
  assertEquals(again.length, 1);
});

Deno.test("presence leaves no timer, record or beat behind when all have gone", async () => {
  using test = await TestChat.open();
  const idle = test.environment.timers;
  const ann = test.connect("Ann");
  await ann.joins();
  await goBy(SOON_MS, test);
  const key = presentKey(test);
  ann.channel.hangUp();
  await goBy(LINGER_MS + SOON_MS, test);
  assertEquals((await test.store.get(key)).value, null);
  await goBy(2 * BEAT_MS, test);
  const { length } = test.store.commits;
  await goBy(2 * BEAT_MS, test);
  assertEquals(test.store.commits.length, length);
  assertEquals(test.environment.timers, idle);
});
