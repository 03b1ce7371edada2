import { assert, assertEquals, assertRejects } from "@std/assert";
import { noBus } from "@/chat/bus.ts";
import { Hub } from "@/chat/hub.ts";
import {
  DRAIN_CHECK_MS,
  HEAD_POLL_MS,
  LAST_DRAIN_CHECK_MS,
  STUCK_SOCKET_MS,
  TOLD_MS,
} from "@/chat/limits.ts";
import { keys, shardOf, SHARDS } from "@/chat/keys.ts";
import type { Key } from "@/chat/store.ts";
import { CapturedLog } from "./captured_log.ts";
import { LinkedBuses } from "./linked_buses.ts";
import { LogFixture, post } from "./log_fixture.ts";
import { RecordedOutlet } from "./recorded_outlet.ts";

/** A hub over a log; commits reach the log, and the hub only if `tell` is called. */
class HubFixture implements Disposable {
  readonly writer: LogFixture;
  readonly hub: Hub;
  #ids = 0;

  static async open(buses = new LinkedBuses()): Promise<HubFixture> {
    return new HubFixture(await LogFixture.open(), buses);
  }

  private constructor(reader: LogFixture, buses: LinkedBuses) {
    this.writer = reader.sibling();
    const { store, log, environment } = reader;
    const bus = buses.join();
    this.hub = new Hub(store, log, bus, environment);
    this.reader = reader;
  }

  readonly reader: LogFixture;

  /** Commits so many messages that nobody tells the hub of. */
  async grow(count = 1, room = "lobby"): Promise<void> {
    for (let i = 0; i < count; i++) {
      await this.writer.append(post(`grown-${++this.#ids}`, "hello", room));
    }
  }

  /** Tells the hub of all that was committed since the last time, but for the first `untold`. */
  tell(untold = 0): void {
    for (const commit of this.writer.made.splice(0).slice(untold)) {
      this.hub.heard(commit);
    }
  }

  async follow(room = "lobby") {
    const outlet = new RecordedOutlet();
    const follower = await this.hub.enter(room, outlet);
    await this.quiet();
    follower.feed.start(follower, follower.feed.last);
    return { outlet, follower };
  }

  quiet(): Promise<void> {
    return this.reader.store.quiet();
  }

  /** One poll, and what follows from it. */
  async poll(): Promise<void> {
    await this.reader.environment.until(this.hub.poll());
    await this.quiet();
  }

  /** What a poll that is under way leads to. */
  async settles(): Promise<void> {
    await this.quiet();
    this.reader.environment.pass(TOLD_MS);
    await this.quiet();
  }

  [Symbol.dispose](): void {
    this.hub.close();
    this.reader.store.close();
  }
}

const isEvent = (key: Key) => key[0] === "event";
const isHead = (key: Key) => key[0] === "head";
const isShard = (key: Key) => key[0] === "commits";

/** Another room of the same shard. */
function beside(room: string): string {
  const names = Array.from({ length: 100 }, (_, i) => `beside-${i}`);
  return names.find((name) => shardOf(name) === shardOf(room)) ?? "";
}

function failing(matches: (key: Key) => boolean) {
  return (key: Key) => matches(key) ? new Error("The disk is gone") : undefined;
}

Deno.test("committed() delivers here and posts on the bus", async () => {
  const buses = new LinkedBuses();
  using fixture = await HubFixture.open(buses);
  const { outlet } = await fixture.follow();
  await fixture.grow();
  const [commit] = fixture.writer.made;
  assert(commit);
  fixture.hub.committed(commit);
  await fixture.quiet();
  assertEquals(outlet.seqs, [1]);
  assertEquals(buses.posted, [{ type: "committed", commit }]);
});

Deno.test("committed() posts what nobody follows here", async () => {
  const buses = new LinkedBuses();
  using fixture = await HubFixture.open(buses);
  const added = [{ room: "elsewhere", from: 1, events: ["{}"] }];
  const commit = { version: "1", added };
  fixture.hub.committed(commit);
  assertEquals(buses.posted, [{ type: "committed", commit }]);
});

Deno.test("heard() delivers what another worker has committed, and no other room's", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  const other = await fixture.follow("elsewhere");
  await fixture.grow(2);
  fixture.tell();
  await fixture.quiet();
  assertEquals([outlet.seqs, other.outlet.seqs], [[1, 2], []]);
});

Deno.test("poll() finds what nobody told of", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  await fixture.grow(3);
  await fixture.poll();
  assertEquals(outlet.seqs, [1, 2, 3]);
});

Deno.test("poll() reads no heads where nothing has changed", async () => {
  using fixture = await HubFixture.open();
  await fixture.follow();
  await fixture.grow();
  await fixture.poll();
  const read: Key[] = [];
  fixture.reader.store.onRead((key) => void read.push(key));
  await fixture.poll();
  assertEquals(read.length, SHARDS);
  assert(read.every(isShard));
});

Deno.test("poll() reads the heads of the shards that have changed, no others", async () => {
  using fixture = await HubFixture.open();
  for (const room of ["a", "b", "c"]) await fixture.follow(room);
  await fixture.poll();
  await fixture.grow(1, "b");
  const read: Key[] = [];
  fixture.reader.store.onRead((key) => void read.push(key));
  await fixture.poll();
  assertEquals(read.filter(isHead), [keys.head("b")]);
});

Deno.test("poll() reads no heads where every commit was heard of", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  await fixture.poll();
  await fixture.grow(3);
  fixture.tell();
  const read: Key[] = [];
  fixture.reader.store.onRead((key) => void read.push(key));
  await fixture.poll();
  assertEquals(read.filter(isHead), []);
  assertEquals(outlet.seqs, [1, 2, 3]);
});

Deno.test("poll() keeps nothing of what it heard while nobody follows", async () => {
  using fixture = await HubFixture.open();
  const { follower } = await fixture.follow();
  await fixture.poll();
  fixture.hub.leave(follower);
  await fixture.poll();
  await fixture.follow();
  await fixture.grow();
  fixture.tell();
  const read: Key[] = [];
  fixture.reader.store.onRead((key) => void read.push(key));
  await fixture.poll();
  assertEquals(read.filter(isHead), [keys.head("lobby")]);
});

Deno.test("poll() reads the heads where one commit of several was not heard of", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow(beside("lobby"));
  await fixture.follow();
  await fixture.poll();
  await fixture.grow(1, beside("lobby"));
  await fixture.grow(2);
  fixture.tell(1);
  await fixture.poll();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("poll() reads nothing where nobody follows", async () => {
  using fixture = await HubFixture.open();
  const read: Key[] = [];
  fixture.reader.store.onRead((key) => void read.push(key));
  await fixture.poll();
  assertEquals(read, []);
});

for (
  const [what, matches] of [
    ["the shards", isShard],
    ["the heads", isHead],
    ["the events", isEvent],
  ] as const
) {
  Deno.test(`poll() makes good when ${what} could not be read before`, async () => {
    using fixture = await HubFixture.open();
    const { outlet } = await fixture.follow();
    await fixture.poll();
    await fixture.grow(2);
    using _log = new CapturedLog();
    const heal = fixture.reader.store.onRead(failing(matches));
    await fixture.poll();
    assertEquals(outlet.seqs, []);
    heal();
    for (let i = 0; i < 3; i++) await fixture.poll();
    assertEquals(outlet.seqs, [1, 2]);
  });
}

Deno.test("start() polls again and again, also after a failure", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  using _log = new CapturedLog();
  const heal = fixture.reader.store.onRead(failing(isShard));
  fixture.hub.start();
  await fixture.grow();
  fixture.reader.environment.pass(HEAD_POLL_MS);
  await fixture.quiet();
  assertEquals(outlet.seqs, []);
  heal();
  fixture.reader.environment.pass(HEAD_POLL_MS);
  await fixture.settles();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("start() looks at once when the store says that something changed", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  const changed: (() => void)[] = [];
  fixture.reader.store.watch = (_keys, tell) => {
    changed.push(tell);
    return () => {};
  };
  fixture.hub.start();
  await fixture.grow();
  for (const tell of changed) tell();
  await fixture.settles();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("start() looks once more for what the store tells of while it looks", async () => {
  using fixture = await HubFixture.open();
  await fixture.follow();
  const { outlet } = await fixture.follow("other");
  await fixture.poll();
  let tell = () => {};
  fixture.reader.store.watch = (_keys, changed) => {
    tell = changed;
    return () => {};
  };
  fixture.hub.start();
  await fixture.grow();
  const goOn = fixture.reader.store.holdReads(isHead);
  tell();
  await fixture.settles();
  await fixture.grow(1, "other");
  tell();
  goOn();
  await fixture.settles();
  await fixture.settles();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("poll() waits a moment for who has just committed, before it reads", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  await fixture.poll();
  await fixture.grow(2);
  const read: Key[] = [];
  fixture.reader.store.onRead((key) => void read.push(key));
  const polled = fixture.hub.poll();
  await fixture.quiet();
  fixture.tell();
  await fixture.reader.environment.until(polled);
  assertEquals(read.filter(isHead), []);
  assertEquals(outlet.seqs, [1, 2]);
});

Deno.test("close() leaves no timer behind", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  fixture.hub.start();
  outlet.full = true;
  await fixture.grow();
  await fixture.poll();
  assertEquals(fixture.reader.environment.timers, 2);
  fixture.hub.close();
  assertEquals(fixture.reader.environment.timers, 0);
});

Deno.test("enter() shows a commit that happens while the room is opened", async () => {
  using fixture = await HubFixture.open();
  const release = fixture.reader.store.holdReads(isHead);
  const outlet = new RecordedOutlet();
  const entering = fixture.hub.enter("lobby", outlet);
  await fixture.grow(2);
  release();
  const follower = await entering;
  follower.feed.start(follower, 0);
  await fixture.quiet();
  assertEquals(outlet.seqs, [1, 2]);
});

Deno.test("enter() looks at the head again once it hears of commits: none falls in between", async () => {
  using fixture = await HubFixture.open();
  let looks = 0;
  const release = fixture.reader.store.holdReads((key) =>
    isHead(key) && ++looks === 2
  );
  const outlet = new RecordedOutlet();
  const follower = await fixture.hub.enter("lobby", outlet);
  follower.feed.start(follower, follower.feed.last);
  await fixture.grow(2);
  assertEquals(outlet.seqs, []);
  release();
  await fixture.quiet();
  assertEquals(outlet.seqs, [1, 2]);
});

Deno.test("enter() finds a commit that fell in between, also if it could not look again", async () => {
  using fixture = await HubFixture.open();
  await fixture.follow(beside("lobby"));
  await fixture.poll();
  const { store } = fixture.reader;
  const { promise: late, resolve: goOn } = Promise.withResolvers<void>();
  const get = store.get.bind(store);
  store.get = async (key) => {
    store.get = () => Promise.reject(new Error("The disk is gone"));
    const entry = await get(key);
    await late;
    return entry;
  };
  const outlet = new RecordedOutlet();
  const entering = fixture.hub.enter("lobby", outlet);
  await fixture.grow();
  await fixture.poll();
  goOn();
  const follower = await entering;
  follower.feed.start(follower, follower.feed.last);
  await fixture.quiet();
  store.get = get;
  await fixture.poll();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("enter() throws when the store can't be read, and works when it can", async () => {
  using fixture = await HubFixture.open();
  const heal = fixture.reader.store.onRead(failing(isHead));
  await assertRejects(() => fixture.hub.enter("lobby", new RecordedOutlet()));
  heal();
  await fixture.grow();
  const follower = await fixture.hub.enter("lobby", new RecordedOutlet());
  assertEquals(follower.feed.last, 1);
});

Deno.test("enter() gives those who come at the same time one feed", async () => {
  using fixture = await HubFixture.open();
  const [a, b] = await Promise.all([
    fixture.hub.enter("lobby", new RecordedOutlet()),
    fixture.hub.enter("lobby", new RecordedOutlet()),
  ]);
  assertEquals(a?.feed === b?.feed, true);
  assertEquals([...fixture.hub.followers("lobby")], [a, b]);
});

Deno.test("enter() opens the room anew when the last one leaves meanwhile", async () => {
  using fixture = await HubFixture.open();
  const first = await fixture.follow();
  const entering = fixture.hub.enter("lobby", new RecordedOutlet());
  fixture.hub.leave(first.follower);
  const second = await entering;
  assertEquals([...fixture.hub.followers("lobby")], [second]);
  const { outlet } = await fixture.follow();
  await fixture.grow();
  await fixture.poll();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("leave() forgets a room that nobody follows any more", async () => {
  using fixture = await HubFixture.open();
  const { follower, outlet } = await fixture.follow();
  fixture.hub.leave(follower);
  fixture.hub.leave(follower);
  await fixture.grow();
  await fixture.poll();
  assertEquals(outlet.seqs, []);
  assertEquals([...fixture.hub.followers("lobby")], []);
  assertEquals((await fixture.follow()).follower.feed.last, 1);
});

Deno.test("leave() gives up what the room of the last follower kept in memory", async () => {
  using fixture = await HubFixture.open();
  const { follower } = await fixture.follow();
  const other = await fixture.follow();
  await fixture.grow(3);
  await fixture.poll();
  let reads = 0;
  fixture.reader.store.onRead((key) => void (isEvent(key) && reads++));
  fixture.hub.leave(follower);
  other.follower.feed.start(other.follower, 0);
  await fixture.quiet();
  assertEquals([other.outlet.seqs, reads], [[1, 2, 3, 1, 2, 3], 0]);
  fixture.hub.leave(other.follower);
  const late = new RecordedOutlet();
  follower.feed.start(follower.feed.enter(late), 0);
  await fixture.quiet();
  assertEquals(late.seqs, [1, 2, 3]);
  assert(reads > 0);
});

Deno.test("a full outlet gets what it missed once it has drained", async () => {
  using fixture = await HubFixture.open();
  const slow = await fixture.follow();
  const quick = await fixture.follow();
  slow.outlet.full = true;
  await fixture.grow(3);
  await fixture.poll();
  assertEquals([slow.outlet.seqs, quick.outlet.seqs], [[], [1, 2, 3]]);
  fixture.reader.environment.pass(10 * LAST_DRAIN_CHECK_MS);
  assertEquals(slow.outlet.seqs, []);
  slow.outlet.full = false;
  fixture.reader.environment.pass(LAST_DRAIN_CHECK_MS);
  await fixture.quiet();
  assertEquals(slow.outlet.seqs, [1, 2, 3]);
  assertEquals(fixture.reader.environment.timers, 0);
});

Deno.test("a full outlet is looked at soon, then less often, and soon again once another is full", async () => {
  using fixture = await HubFixture.open();
  const { environment } = fixture.reader;
  const slow = await fixture.follow();
  const quick = await fixture.follow();
  slow.outlet.full = true;
  await fixture.grow();
  await fixture.poll();
  let looks = 0;
  slow.outlet.onLook = () => looks++;
  environment.pass(DRAIN_CHECK_MS);
  assertEquals(looks, 1);
  environment.pass(2 * STUCK_SOCKET_MS / 3);
  const often = STUCK_SOCKET_MS / LAST_DRAIN_CHECK_MS;
  assert(looks < often, `looked ${looks} times`);
  quick.outlet.full = true;
  await fixture.grow();
  await fixture.poll();
  quick.outlet.full = false;
  environment.pass(DRAIN_CHECK_MS);
  await fixture.quiet();
  assertEquals(quick.outlet.seqs, [1, 2]);
});

Deno.test("another full outlet does not put off the look at the first", async () => {
  using fixture = await HubFixture.open();
  const { environment } = fixture.reader;
  const first = await fixture.follow();
  const second = await fixture.follow();
  first.outlet.full = true;
  await fixture.grow();
  await fixture.poll();
  first.outlet.full = false;
  environment.pass(DRAIN_CHECK_MS - 1);
  second.outlet.full = true;
  await fixture.grow();
  await fixture.poll();
  environment.pass(1);
  await fixture.quiet();
  assertEquals(first.outlet.seqs, [1, 2]);
});

Deno.test("a stuck outlet is failed after its time, not before", async () => {
  using fixture = await HubFixture.open();
  const { outlet } = await fixture.follow();
  outlet.full = true;
  await fixture.grow();
  await fixture.poll();
  fixture.reader.environment.pass(STUCK_SOCKET_MS);
  assertEquals(outlet.failure, undefined);
  fixture.reader.environment.pass(2 * LAST_DRAIN_CHECK_MS);
  assert(outlet.failure instanceof Error);
  assertEquals(fixture.reader.environment.timers, 0);
});

Deno.test("a full outlet that leaves is forgotten", async () => {
  using fixture = await HubFixture.open();
  const { outlet, follower } = await fixture.follow();
  outlet.full = true;
  await fixture.grow();
  await fixture.poll();
  fixture.hub.leave(follower);
  fixture.reader.environment.pass(2 * STUCK_SOCKET_MS);
  assertEquals(outlet.failure, undefined);
  assertEquals(fixture.reader.environment.timers, 0);
});

Deno.test("a hub works without a bus", async () => {
  const log = await LogFixture.open();
  using hub = Object.assign(
    new Hub(log.store, log.log, noBus, log.environment),
    { [Symbol.dispose]: () => log.store.close() },
  );
  const added = [{ room: "lobby", from: 1, events: ["{}"] }];
  hub.committed({ version: "1", added });
});
