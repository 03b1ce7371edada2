/** Joining and resuming: no hole and no repeat, and the head that `joined` tells is the log's. */
import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import fc from "fast-check";
import {
  BODY_CODE_POINTS,
  HISTORY_DEFAULT,
  LAST_DRAIN_CHECK_MS,
  PAGES_AT_ONCE,
  READ_PATIENCE_MS,
  ROOMS_PER_CONNECTION,
  SOCKET_BUFFER_BYTES,
  SOCKET_BUFFER_CEILING_BYTES,
} from "@/chat/limits.ts";
import type { Join } from "@/chat/protocol.ts";
import type { Key } from "@/chat/store.ts";
import { CapturedLog } from "./captured_log.ts";
import { LinkedBuses } from "./linked_buses.ts";
import { post } from "./log_fixture.ts";
import { aPerson, TestChat } from "./test_chat.ts";

const isHead = (key: Key) => key[0] === "head";
const isMessage = (key: Key) => key[0] === "message";

function range(first: number, last: number): number[] {
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => first + i,
  );
}

Deno.test("join answers joined, then the latest messages", async () => {
  using test = await TestChat.open();
  await test.fill(60);
  const ann = test.connect();
  ann.send({ type: "join", room: "lobby" });
  const history = await ann.channel.receives("history");
  const [, joined, next] = ann.channel.packets;
  assertEquals(joined, {
    type: "joined",
    room: "lobby",
    epoch: test.chat.epoch,
    head: 60,
    resumed: false,
  });
  assertEquals(next, history);
  assertEquals(
    history.messages.map(({ seq }) => seq),
    range(61 - HISTORY_DEFAULT, 60),
  );
  assertEquals([history.room, history.more], ["lobby", true]);
});

const histories: [history: number, seqs: number[], more: boolean][] = [
  [1, [5], true],
  [4, [2, 3, 4, 5], true],
  [5, [1, 2, 3, 4, 5], false],
  [200, [1, 2, 3, 4, 5], false],
];
for (const [history, seqs, more] of histories) {
  Deno.test(`join gives as much history as asked for: ${history} of 5`, async () => {
    using test = await TestChat.open();
    await test.fill(5);
    const ann = test.connect();
    ann.send({ type: "join", room: "lobby", history });
    const answer = await ann.channel.receives("history");
    assertEquals([answer.messages.map(({ seq }) => seq), answer.more], [
      seqs,
      more,
    ]);
  });
}

Deno.test("join gives no history packet to who asks for none", async () => {
  using test = await TestChat.open();
  await test.fill(5);
  const ann = test.connect();
  await ann.joins("lobby", { history: 0 });
  await test.post("next");
  await ann.channel.reaches(6);
  assertEquals(ann.channel.of("history"), []);
  assertEquals(ann.channel.seqs(), [6]);
});

Deno.test("join gives an empty history in an empty room", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  ann.send({ type: "join", room: "lobby" });
  assertEquals(await ann.channel.receives("history"), {
    type: "history",
    room: "lobby",
    messages: [],
    more: false,
  });
});

Deno.test("join resumes after what was handled, without history", async () => {
  using test = await TestChat.open();
  await test.fill(10);
  const ann = test.connect();
  await ann.joins("lobby", { after: 4, epoch: test.chat.epoch });
  await test.post("next");
  await ann.channel.reaches(11);
  assertEquals(ann.channel.of("joined")[0]?.resumed, true);
  assertEquals(ann.channel.of("history"), []);
  assertEquals(ann.channel.seqs(), range(5, 11));
});

for (const after of [0, 10]) {
  Deno.test(`join resumes after ${after} of 10`, async () => {
    using test = await TestChat.open();
    await test.fill(10);
    const ann = test.connect();
    await ann.joins("lobby", { after, epoch: test.chat.epoch });
    await test.post("next");
    await ann.channel.reaches(11);
    assertEquals(ann.channel.of("joined")[0]?.resumed, true);
    assertEquals(ann.channel.seqs(), range(after + 1, 11));
  });
}

const notResumed: [string, Partial<Join>][] = [
  ["no epoch", { after: 4 }],
  ["a foreign epoch", { after: 4, epoch: "another-life" }],
  ["the epoch '__proto__'", { after: 4, epoch: "__proto__" }],
  ["a seq that is ahead of the log", { after: 11, epoch: "" }],
  ["the largest seq", { after: Number.MAX_SAFE_INTEGER, epoch: "" }],
];
for (const [what, join] of notResumed) {
  Deno.test(`join starts anew with ${what}`, async () => {
    using test = await TestChat.open();
    await test.fill(10);
    const ann = test.connect();
    const epoch = join.epoch === "" ? test.chat.epoch : join.epoch;
    ann.send({ ...join, ...(epoch && { epoch }), type: "join", room: "lobby" });
    const history = await ann.channel.receives("history");
    assertEquals(ann.channel.of("joined")[0]?.resumed, false);
    assertEquals(history.messages.map(({ seq }) => seq), range(1, 10));
    await test.post("next");
    await ann.channel.reaches(11);
    assertEquals(ann.channel.seqs(), [11]);
  });
}

Deno.test("join answers unknown_room where there is none", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  ann.send({ type: "join", room: "nowhere" }, {
    type: "join",
    room: "constructor",
  });
  await ann.channel.receives("error", 2);
  const errors = ann.channel.of("error");
  assertEquals(
    new Set(errors.map(({ code, room }) => `${code} ${room}`)),
    new Set(["unknown_room nowhere", "unknown_room constructor"]),
  );
});

Deno.test("join anew begins anew: nothing comes twice", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  await test.post("one");
  await ann.joins();
  await test.post("two");
  await ann.channel.reaches(2);
  await test.quiet();
  assertEquals(ann.channel.seqs(), [1, 2]);
  assertEquals([...test.chat.hub.followers("lobby")].length, 1);
});

Deno.test("join shows edits, deletions and reactions applied, and no deleted text", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send(
    post("a", "first"),
    post("b", "a slip of the tongue"),
    { type: "edit", room: "lobby", id: "c", target: 1, body: "second" },
    { type: "react", room: "lobby", id: "d", target: 1, emoji: "👍", on: true },
    { type: "delete", room: "lobby", id: "e", target: 2 },
  );
  await test.environment.until(ann.channel.receives("ack", 5));
  const bob = test.connect("Bob");
  bob.send({ type: "join", room: "lobby" });
  const { messages } = await bob.channel.receives("history");
  assertObjectMatch(messages[0] ?? {}, {
    body: "second",
    editedAt: test.environment.now(),
    reactions: { "👍": ["ann"] },
  });
  assertObjectMatch(messages[1] ?? {}, {
    body: "",
    deletedAt: test.environment.now(),
  });
});

Deno.test("join sends a deleted text to nobody any more, not even to who resumes from before", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send(post("a", "a slip of the tongue"));
  await ann.channel.receives("ack");
  ann.send(
    {
      type: "edit",
      room: "lobby",
      id: "e",
      target: 1,
      body: "another slip of the tongue",
    },
    { type: "delete", room: "lobby", id: "d", target: 1 },
  );
  await ann.channel.receives("ack", 3);
  const bob = test.connect("Bob");
  await bob.joins("lobby", { after: 0, epoch: test.chat.epoch });
  await bob.channel.reaches(3);
  assert(!bob.channel.frames.join().includes("slip of the tongue"));
});

Deno.test("join answers before the first event, whatever is committed meanwhile", async () => {
  using test = await TestChat.open();
  await test.fill(3);
  const ann = test.connect();
  const release = test.store.holdReads(isMessage);
  ann.send({ type: "join", room: "lobby" });
  await test.quiet();
  await test.fill(3);
  release();
  await ann.channel.reaches(6);
  const types = ann.channel.packets.map(({ type }) => type);
  assertEquals(types, [
    "welcome",
    "joined",
    "history",
    "message",
    "message",
    "message",
  ]);
  assertEquals(ann.channel.seqs(), [4, 5, 6]);
  assertEquals(ann.channel.of("joined")[0]?.head, 3);
});

Deno.test("joins at the same time read the head once, but none takes a read that began before it", async () => {
  using here = await TestChat.open();
  const there = await here.sibling();
  await here.connect("Zoe").joins();
  const clients = ["Ann", "Bob", "Cy", "Di"].map((name) => here.connect(name));
  const [ann, ...late] = clients;
  let reads = 0;
  here.store.onRead((key) => void (isHead(key) && reads++));
  const release = here.store.holdReads(isHead);
  ann?.send({ type: "join", room: "lobby" });
  await here.quiet();
  await there.post("acknowledged by another worker");
  for (const client of late) client.send({ type: "join", room: "lobby" });
  await here.quiet();
  release();
  await here.quiet();
  assertEquals(reads, 2);
  for (const { channel } of late) {
    assertEquals(channel.of("joined").map(({ head }) => head), [1]);
  }
  there.chat.hub.close();
});

Deno.test("join is refused after a while when the store does not answer, and works once it does", async () => {
  using test = await TestChat.open();
  await test.connect("Zoe").joins();
  const ann = test.connect();
  using _log = new CapturedLog();
  test.store.holdReads(isHead);
  ann.send({ type: "join", room: "lobby" });
  await test.quiet();
  test.environment.pass(READ_PATIENCE_MS);
  assertEquals((await ann.channel.receives("error")).code, "unavailable");
  test.store.holdReads(() => false);
  await ann.joins();
});

Deno.test("a room that nobody follows yet can be joined after a join to which the store did not answer", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  using _log = new CapturedLog();
  test.store.holdReads(isHead);
  ann.send({ type: "join", room: "lobby" });
  await test.quiet();
  test.environment.pass(READ_PATIENCE_MS);
  assertEquals((await ann.channel.receives("error")).code, "unavailable");
  test.store.holdReads(() => false);
  await test.connect("Bob").joins();
});

Deno.test("a join that waits for its turn is not begun for who is gone by then", async () => {
  using test = await TestChat.open();
  await test.fill(3);
  const ann = test.connect();
  let reads = 0;
  const release = test.store.holdReads(isMessage);
  ann.send(...Array(9).fill({ type: "join", room: "lobby" }));
  await test.quiet();
  test.store.onRead((key) => void (isHead(key) && reads++));
  ann.connection.closed();
  release();
  await test.quiet();
  assertEquals(reads, 0);
});

/** Rooms with a message each. */
async function fillRooms(test: TestChat, count: number): Promise<string[]> {
  const rooms = range(1, count).map((i) => `room-${i}`);
  for (const slug of rooms) {
    await test.chat.makeRoom(aPerson("Ann"), "192.0.2.1", { slug });
    await test.post("hello", slug);
  }
  return rooms;
}

/** The rooms whose messages are read from now on. They come once `release` is called. */
function holdMessages(test: TestChat) {
  const rooms = new Set<unknown>();
  const release = test.store.holdReads((key) => {
    if (isMessage(key)) rooms.add(key[1]);
    return isMessage(key);
  });
  test.store.onRead((key) => void (isMessage(key) && rooms.add(key[1])));
  return { rooms, release };
}

Deno.test("of many rooms that one joins at once few are read at a time, and none for who is gone by then", async () => {
  using test = await TestChat.open();
  const rooms = await fillRooms(test, 3 * PAGES_AT_ONCE);
  const [ann, bob] = [test.connect("Ann"), test.connect("Bob")];
  const messages = holdMessages(test);
  ann.send(...rooms.map((room): Join => ({ type: "join", room })));
  await test.quiet();
  assertEquals(messages.rooms.size, PAGES_AT_ONCE);
  const last = bob.joins(rooms.at(-1));
  ann.connection.closed();
  messages.release();
  await last;
  await test.quiet();
  assertEquals(messages.rooms.size, PAGES_AT_ONCE + 1);
});

Deno.test("of many rooms in which one resumes few are read at a time, and none until what was sent is read", async () => {
  using test = await TestChat.open();
  const rooms = await fillRooms(test, 3 * PAGES_AT_ONCE);
  const ann = test.connect("Ann");
  const { epoch } = test.chat;
  const messages = holdMessages(test);
  ann.send(
    ...rooms.map((room): Join => ({ type: "join", room, after: 0, epoch })),
  );
  await test.quiet();
  assertEquals(messages.rooms.size, PAGES_AT_ONCE);
  ann.channel.bufferedAmount = SOCKET_BUFFER_BYTES + 1;
  messages.release();
  await test.quiet();
  assertEquals(messages.rooms.size, PAGES_AT_ONCE);
  ann.channel.bufferedAmount = 0;
  test.environment.pass(LAST_DRAIN_CHECK_MS);
  await ann.channel.receives("message", rooms.length);
});

Deno.test("join tells the head of the log, even where this worker has not heard of it yet", async () => {
  using here = await TestChat.open();
  const there = await here.behind(3);
  const ann = there.connect("Ann");
  await ann.joins();
  assertEquals(ann.channel.of("joined")[0]?.head, 3);
  there.chat.hub.close();
});

Deno.test("join resumes on a worker that has not heard yet of what another one has sent", async () => {
  using here = await TestChat.open();
  const there = await here.behind(3);
  const ann = there.connect("Ann");
  await ann.joins("lobby", { after: 3, epoch: here.chat.epoch });
  assertEquals(ann.channel.of("joined")[0]?.resumed, true);
  await here.post("next");
  await there.poll();
  await ann.channel.reaches(4);
  assertEquals(ann.channel.seqs(), [4]);
  there.chat.hub.close();
});

Deno.test("join brings all up to the head that it tells, though this worker has not heard of it yet", async () => {
  using here = await TestChat.open();
  const there = await here.behind(3);
  const ann = there.connect("Ann");
  await ann.joins("lobby", { after: 1, epoch: here.chat.epoch });
  await there.quiet();
  assertEquals(ann.channel.seqs(), [2, 3]);
  there.chat.hub.close();
});

Deno.test("join that fails has had no effect: the room is followed as before", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  using _log = new CapturedLog();
  const heal = test.store.onRead((key) =>
    isHead(key) || isMessage(key) ? new Error("The disk is gone") : undefined
  );
  ann.send({ type: "join", room: "lobby" });
  await test.quiet();
  heal();
  if (ann.channel.closed) return; // As good: then it comes back and resumes.
  assertEquals(ann.channel.of("error").length, 1);
  await test.post("next");
  await test.quiet();
  assertEquals(ann.channel.seqs(), [1]);
});

Deno.test("join whose history can't be read leaves the room not joined", async () => {
  using test = await TestChat.open();
  await test.post("hello");
  const ann = test.connect();
  using _log = new CapturedLog();
  const heal = test.store.onRead((key) =>
    isMessage(key) ? new Error("The disk is gone") : undefined
  );
  ann.send({ type: "join", room: "lobby" });
  await test.quiet();
  heal();
  if (ann.channel.closed) return; // As good: then it comes back and joins again.
  ann.send(post("a"));
  await test.quiet();
  assertEquals(ann.channel.of("error")[1]?.code, "not_joined");
  assertEquals([...test.chat.hub.followers("lobby")], []);
});

Deno.test("join works after one that failed", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  using _log = new CapturedLog();
  const heal = test.store.onRead((key) =>
    isHead(key) || isMessage(key) ? new Error("The disk is gone") : undefined
  );
  ann.send({ type: "join", room: "lobby" });
  await ann.channel.receives("error");
  heal();
  await ann.joins();
  await test.post("hello");
  await ann.channel.reaches(1);
});

Deno.test("join refuses more rooms than a connection may follow, also all at once", async () => {
  using test = await TestChat.open();
  const rooms = Array.from(
    { length: ROOMS_PER_CONNECTION + 5 },
    (_, i) => `room-${i}`,
  );
  for (const slug of rooms) await test.chat.rooms.make({ slug });
  const ann = test.connect();
  ann.send(
    ...rooms.map((room) => ({ type: "join", room, history: 0 }) as const),
  );
  await test.quiet();
  assertEquals(ann.channel.of("joined").length, ROOMS_PER_CONNECTION);
  assertEquals(
    ann.channel.of("error").map(({ code }) => code),
    Array(5).fill("forbidden"),
  );
});

Deno.test("join that fails takes up no room", async () => {
  using test = await TestChat.open();
  const rooms = Array.from(
    { length: ROOMS_PER_CONNECTION },
    (_, i) => `room-${i}`,
  );
  for (const slug of rooms) await test.chat.rooms.make({ slug });
  const ann = test.connect();
  using _log = new CapturedLog();
  const heal = test.store.onRead((key) =>
    isHead(key) ? new Error("The disk is gone") : undefined
  );
  ann.send(
    ...rooms.map((room) => ({ type: "join", room, history: 0 }) as const),
  );
  await test.quiet();
  heal();
  if (ann.channel.closed) return; // As good.
  await ann.joins("lobby", { history: 0 });
});

Deno.test("join makes room again after leave", async () => {
  using test = await TestChat.open();
  const rooms = Array.from(
    { length: ROOMS_PER_CONNECTION + 1 },
    (_, i) => `room-${i}`,
  );
  for (const slug of rooms) await test.chat.rooms.make({ slug });
  const ann = test.connect();
  for (const room of rooms.slice(1)) await ann.joins(room, { history: 0 });
  ann.send({ type: "leave", room: "room-1" });
  await ann.joins("room-0");
  assertEquals(ann.channel.of("error"), []);
});

Deno.test("join gives a history of bounded size, however large the messages", async () => {
  using test = await TestChat.open();
  const body = "\u0001".repeat(BODY_CODE_POINTS);
  await Promise.all(Array.from({ length: 50 }, () => test.post(body)));
  const ann = test.connect();
  ann.send({ type: "join", room: "lobby", history: 200 });
  const history = await ann.channel.receives("history");
  const largest = Math.max(...ann.channel.frames.map((frame) => frame.length));
  assert(history.messages.length > 0);
  assert(largest <= SOCKET_BUFFER_CEILING_BYTES, `a frame of ${largest} bytes`);
});

Deno.test("a stream that is cut and resumed has every event once, whichever worker it comes to", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          posts: fc.nat(4),
          by: fc.nat(1),
          to: fc.nat(1),
          lost: fc.boolean(),
        }),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      async (cuts) => {
        const buses = new LinkedBuses();
        using one = await TestChat.open({ bus: buses.join() });
        const two = await one.sibling(buses.join());
        const workers = [one, two] as const;
        const seen: number[] = [];
        for (const { posts, by, to, lost } of cuts) {
          buses.loses = () => lost;
          const ann = workers[to === 0 ? 0 : 1].connect();
          await ann.joins("lobby", {
            after: seen.at(-1) ?? 0,
            epoch: one.chat.epoch,
          });
          for (let i = 0; i < posts; i++) {
            await workers[by === 0 ? 0 : 1].post(`from ${by}`);
          }
          const head = await one.chat.log.head("lobby");
          await workers[to === 0 ? 0 : 1].poll();
          assertEquals(ann.channel.of("joined")[0]?.resumed, true);
          if (head > (seen.at(-1) ?? 0)) await ann.channel.reaches(head);
          seen.push(...ann.channel.seqs());
          ann.channel.open = false;
          ann.connection.closed();
        }
        assertEquals(seen, range(1, await one.chat.log.head("lobby")));
        two.chat.hub.close();
      },
    ),
    { numRuns: 30 },
  );
});
