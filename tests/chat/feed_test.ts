import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Feed, type Follower } from "@/chat/feed.ts";
import {
  CATCH_UP_BYTES,
  CATCH_UP_EVENTS,
  FOLLOWERS_AT_ONCE,
  GATHERING_MS,
  GATHERING_MS_PER_FOLLOWER,
  PAGES_AT_ONCE,
  RECENT_BYTES_IN_ALL,
} from "@/chat/limits.ts";
import { RecentMemory } from "@/chat/recent_memory.ts";
import { RoomLog } from "@/chat/room_log.ts";
import { CapturedLog } from "./captured_log.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { EventStore } from "./event_store.ts";
import { RecordedOutlet } from "./recorded_outlet.ts";
import { turn } from "./turn.ts";

/** A feed of a room with so many events. */
function feedAt(head: number) {
  const store = new EventStore();
  store.grow(head);
  const full = new Set<Follower>();
  const environment = new FakeEnvironment();
  const feed = new Feed({
    room: "lobby",
    head,
    log: new RoomLog(store),
    memory: new RecentMemory(RECENT_BYTES_IN_ALL),
    environment,
    onFull: (follower) => full.add(follower),
  });
  return { store, feed, full, environment };
}

type FeedFixture = ReturnType<typeof feedAt>;

/** Somebody follows from `cursor`. */
function follow({ feed }: FeedFixture, cursor: number) {
  const outlet = new RecordedOutlet();
  const follower = feed.enter(outlet);
  feed.start(follower, cursor);
  return { outlet, follower };
}

/** Commits so many events and tells the feed. */
function commit({ store, feed }: FeedFixture, count = 1, pad = 0): void {
  const from = store.texts.length + 1;
  store.grow(count, pad);
  feed.advance(from, store.texts.slice(from - 1));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

Deno.test("advance() sends events to those who follow", async () => {
  const fixture = feedAt(3);
  const { outlet } = follow(fixture, 3);
  commit(fixture);
  await turn();
  assertEquals(outlet.seqs, [4]);
  assertEquals(fixture.feed.last, 4);
});

Deno.test("advance() puts what arrives in one turn into one frame, encoded once", async () => {
  const fixture = feedAt(0);
  const { outlet } = follow(fixture, 0);
  const other = follow(fixture, 0).outlet;
  commit(fixture, 2);
  commit(fixture, 3);
  assertEquals(outlet.frames, []);
  await turn();
  assertEquals(outlet.frames.length, 1);
  assertEquals(outlet.seqs, [1, 2, 3, 4, 5]);
  assertEquals(other.frames, outlet.frames);
});

Deno.test("advance() sends early what is too much for one frame", () => {
  const fixture = feedAt(0);
  const { outlet } = follow(fixture, 0);
  commit(fixture, 10, CATCH_UP_BYTES / 9);
  assertEquals(outlet.seqs, range(1, 10));
});

Deno.test("advance() lets others have their turn within a round to many, and keeps what comes meanwhile for the next one", async () => {
  const fixture = feedAt(0);
  const { feed, environment } = fixture;
  const many = Array.from(
    { length: 2 * FOLLOWERS_AT_ONCE + 1 },
    () => follow(fixture, 0),
  );
  const served = () => many.filter(({ outlet }) => outlet.seqs.length > 0);
  commit(fixture);
  await turn();
  assertEquals(served().length, FOLLOWERS_AT_ONCE);
  const left = many.at(-1);
  if (left) feed.followers.delete(left.follower);
  commit(fixture, 2);
  const late = follow(fixture, 0);
  for (let i = 0; i < 6; i++) {
    await turn();
    environment.pass(GATHERING_MS);
  }
  await turn();
  for (const { outlet } of [...many.slice(0, -1), late]) {
    assertEquals(outlet.seqs, [1, 2, 3]);
  }
  assertEquals(many[0]?.outlet.frames.length, 2);
  assertEquals(left?.outlet.seqs, []);
});

Deno.test("advance() sends nothing to who has only entered", async () => {
  const fixture = feedAt(0);
  const outlet = new RecordedOutlet();
  const follower = fixture.feed.enter(outlet);
  commit(fixture);
  await turn();
  assertEquals(outlet.seqs, []);
  fixture.feed.start(follower, 0);
  await turn();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("advance() ignores what is known already, whole or in part", async () => {
  const fixture = feedAt(5);
  const { store, feed } = fixture;
  const { outlet } = follow(fixture, 5);
  feed.advance(1, store.texts.slice(0, 5));
  store.grow(3);
  feed.advance(6, store.texts.slice(5, 7));
  feed.advance(4, store.texts.slice(3, 8));
  feed.advance(4, store.texts.slice(3, 8));
  feed.advance(8, []);
  await turn();
  assertEquals(outlet.seqs, [6, 7, 8]);
});

Deno.test("advance() reads a gap from the log", async () => {
  const fixture = feedAt(5);
  const { store, feed } = fixture;
  const { outlet } = follow(fixture, 5);
  store.grow(10);
  feed.advance(15, store.texts.slice(14));
  await turn();
  assertEquals(outlet.seqs, range(6, 15));
});

Deno.test("start() reads once for all who come back together, and not at all for who comes after", async () => {
  const fixture = feedAt(100);
  const all = Array.from({ length: 5 }, () => follow(fixture, 3));
  await turn();
  all.push(follow(fixture, 3));
  commit(fixture);
  all.push(follow(fixture, 3), follow(fixture, 50));
  await turn();
  assertEquals(fixture.store.listings, 1);
  for (const { outlet } of all.slice(0, -1)) {
    assertEquals(outlet.seqs, range(4, 101));
  }
  assertEquals(all.at(-1)?.outlet.seqs, range(51, 101));
});

Deno.test("start() reads up to what is in memory while the room goes on", async () => {
  const fixture = feedAt(10);
  const { outlet } = follow(fixture, 10);
  const { promise, resolve } = Promise.withResolvers<void>();
  fixture.store.delay = () => promise;
  const early = follow(fixture, 3);
  commit(fixture, 2);
  await turn();
  const late = follow(fixture, 3);
  resolve();
  await turn();
  assertEquals(fixture.store.listings, 1);
  for (const back of [early, late]) {
    assertEquals(back.outlet.seqs, range(4, 12));
  }
  assertEquals(outlet.seqs, [11, 12]);
});

Deno.test("start() fails all who wait for a read that fails, and reads anew for the next", async () => {
  const fixture = feedAt(10);
  fixture.store.delay = () => Promise.reject(new Error("The disk is gone"));
  const unlucky = [follow(fixture, 3), follow(fixture, 3)];
  await turn();
  for (const { outlet } of unlucky) assert(outlet.failure instanceof Error);
  fixture.store.delay = () => Promise.resolve();
  const { outlet } = follow(fixture, 3);
  await turn();
  assertEquals(outlet.seqs, range(4, 10));
});

Deno.test("reach() reads what nobody told of, page by page", async () => {
  const fixture = feedAt(0);
  const { outlet } = follow(fixture, 0);
  fixture.feed.reach(fixture.store.grow(3 * CATCH_UP_EVENTS + 1));
  await turn();
  assertEquals(outlet.seqs, range(1, 3 * CATCH_UP_EVENTS + 1));
});

Deno.test("reach() reads on when it is called while it reads", async () => {
  const fixture = feedAt(0);
  const { store, feed } = fixture;
  const { outlet } = follow(fixture, 0);
  const { promise, resolve } = Promise.withResolvers<void>();
  store.delay = () => promise;
  feed.reach(store.grow(2));
  feed.reach(store.grow(2));
  resolve();
  await turn();
  assertEquals(outlet.seqs, [1, 2, 3, 4]);
});

Deno.test("reach() reads on when it is called just as it has finished", async () => {
  const fixture = feedAt(0);
  const { store, feed } = fixture;
  const { outlet } = follow(fixture, 0);
  outlet.onDeliver = () => {
    if (store.texts.length < 5) feed.reach(store.grow());
  };
  feed.reach(store.grow());
  await turn();
  assertEquals(outlet.seqs, [1, 2, 3, 4, 5]);
});

Deno.test("reach() survives that the log can't be read, and reads when asked again", async () => {
  const fixture = feedAt(0);
  const { store, feed } = fixture;
  const { outlet } = follow(fixture, 0);
  using log = new CapturedLog();
  store.delay = () => Promise.reject(new Error("The disk is gone"));
  feed.reach(store.grow());
  await turn();
  assertEquals(log.lines.length, 1);
  store.delay = () => Promise.resolve();
  feed.reach(1);
  await turn();
  assertEquals(outlet.seqs, [1]);
});

Deno.test("reach() does not go round in circles for a head that the log does not have", async () => {
  const fixture = feedAt(3);
  const { outlet } = follow(fixture, 3);
  let reads = 0;
  fixture.store.delay = () => Promise.resolve(reads++);
  fixture.feed.reach(10);
  await turn();
  assertEquals(reads, 1);
  commit(fixture);
  await turn();
  assertEquals(outlet.seqs, [4]);
});

Deno.test("reach() reads on when it hears of the truth while it finds a wrong hint out", async () => {
  const fixture = feedAt(3);
  const { store, feed } = fixture;
  const { outlet } = follow(fixture, 3);
  const { promise, resolve } = Promise.withResolvers<void>();
  const list = store.list.bind(store);
  store.list = async function* ({ start }) {
    if (start[0] !== "event") return;
    store.list = list;
    await promise;
    yield* []; // What was there when it began.
  };
  feed.reach(10);
  feed.reach(store.grow() + 8);
  resolve();
  await turn();
  assertEquals(outlet.seqs, [4]);
});

Deno.test("start() sends what lies between the cursor and now, then what comes", async () => {
  const fixture = feedAt(10);
  const { outlet } = follow(fixture, 4);
  commit(fixture, 2);
  await turn();
  commit(fixture);
  await turn();
  assertEquals(outlet.seqs, range(5, 13));
});

Deno.test("start() sends nothing twice of what waits to be flushed", async () => {
  const fixture = feedAt(0);
  follow(fixture, 0);
  commit(fixture, 3);
  const { outlet } = follow(fixture, 2);
  await turn();
  assertEquals(outlet.seqs, [3]);
});

Deno.test("start() takes a cursor that is ahead of what this worker has heard", async () => {
  const fixture = feedAt(5);
  const { outlet } = follow(fixture, 7);
  commit(fixture, 4);
  await turn();
  assertEquals(outlet.seqs, [8, 9]);
});

Deno.test("catchUp() sends recent events without reading the log", async () => {
  const fixture = feedAt(5);
  commit(fixture, 50);
  await turn();
  fixture.store.delay = () => Promise.reject(new Error("Read the log"));
  const { outlet } = follow(fixture, 20);
  await turn();
  assertEquals(outlet.seqs, range(21, 55));
  assertEquals(outlet.failure, undefined);
});

Deno.test("catchUp() reads the log once for very many who lack the same", async () => {
  const fixture = feedAt(5);
  const outlets = Array.from(
    { length: 3 * PAGES_AT_ONCE },
    () => follow(fixture, 0).outlet,
  );
  await turn();
  for (const { seqs } of outlets) assertEquals(seqs, range(1, 5));
  assertEquals(fixture.store.listings, 1);
});

Deno.test("end() gives up the recent events", async () => {
  const fixture = feedAt(0);
  commit(fixture, 5);
  await turn();
  fixture.feed.end();
  const { outlet } = follow(fixture, 0);
  await turn();
  assertEquals(outlet.seqs, range(1, 5));
  assertEquals(fixture.store.listings, 1);
});

Deno.test("catchUp() sends bounded pages, from memory and from the log", async () => {
  const fixture = feedAt(0);
  commit(fixture, 20, CATCH_UP_BYTES / 4);
  await turn();
  const { outlet } = follow(fixture, 0);
  await turn();
  assertEquals(outlet.seqs, range(1, 20));
  assertEquals(outlet.frames.length, 5);

  const cold = feedAt(0);
  cold.feed.reach(cold.store.grow(20, CATCH_UP_BYTES / 4));
  await turn();
  const late = follow(cold, 0).outlet;
  await turn();
  assertEquals(late.seqs, range(1, 20));
  assert(late.frames.every((frame) => frame.length < 2 * CATCH_UP_BYTES));
});

Deno.test("catchUp() leaves a full outlet alone until it has drained", async () => {
  const fixture = feedAt(0);
  const { outlet, follower } = follow(fixture, 0);
  outlet.full = true;
  commit(fixture, 3);
  await turn();
  assertEquals(outlet.seqs, []);
  assert(fixture.full.has(follower));
  commit(fixture, 3);
  await turn();
  outlet.full = false;
  fixture.feed.catchUp(follower);
  await turn();
  assertEquals(outlet.seqs, range(1, 6));
});

Deno.test("catchUp() sends nothing twice when it is called twice", async () => {
  const fixture = feedAt(5);
  const { outlet, follower } = follow(fixture, 0);
  fixture.feed.catchUp(follower);
  await turn();
  assertEquals(outlet.failure, undefined);
  assertEquals(outlet.seqs, range(1, 5));
});

Deno.test("catchUp() stops between pages when the outlet fills up", async () => {
  const fixture = feedAt(3 * CATCH_UP_EVENTS);
  const outlet = new RecordedOutlet();
  outlet.onDeliver = () => outlet.full = true;
  const follower = fixture.feed.enter(outlet);
  fixture.feed.start(follower, 0);
  await turn();
  assertEquals(outlet.frames.length, 1);
  assert(fixture.full.has(follower));
});

Deno.test("catchUp() fails the outlet when the log can't be read", async () => {
  const fixture = feedAt(5);
  fixture.store.delay = () => Promise.reject(new Error("The disk is gone"));
  const { outlet } = follow(fixture, 0);
  await turn();
  assert(outlet.failure instanceof Error);
  assertEquals(outlet.seqs, []);
});

Deno.test("catchUp() fails the outlet rather than send from behind a hole in the log", async () => {
  const fixture = feedAt(5);
  fixture.store.texts.splice(2, 3);
  const { outlet } = follow(fixture, 0);
  await turn();
  assert(outlet.failure instanceof Error);
  assertEquals(outlet.seqs, [1, 2]);
});

Deno.test("advance() sends nothing to who has left, even in the middle of a page", async () => {
  const fixture = feedAt(5);
  const { promise, resolve } = Promise.withResolvers<void>();
  fixture.store.delay = () => promise;
  const { outlet, follower } = follow(fixture, 0);
  const other = follow(fixture, 5);
  fixture.feed.followers.delete(follower);
  resolve();
  commit(fixture);
  await turn();
  assertEquals(outlet.seqs, []);
  assertEquals(other.outlet.seqs, [6]);
});

Deno.test("advance() goes on with the others when one leaves because of what it is sent", async () => {
  const fixture = feedAt(0);
  const first = follow(fixture, 0);
  const second = follow(fixture, 0);
  first.outlet.onDeliver = () => fixture.feed.followers.delete(first.follower);
  commit(fixture);
  await turn();
  assertEquals([first.outlet.seqs, second.outlet.seqs], [[1], [1]]);
});

/** As many followers as it takes for the longest pause. */
const CROWD = GATHERING_MS / GATHERING_MS_PER_FOLLOWER;

type Step =
  | { do: "commit"; count: number; pad: number; told: boolean }
  | { do: "hint"; from: number; count: number }
  | { do: "reach" | "turn" | "tick" | "pass" }
  | { do: "follow"; back: number }
  | { do: "leave" | "fill" | "drain"; who: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("commit" as const),
      count: fc.integer({ min: 1, max: 4 }),
      pad: fc.constantFrom(0, 0, 0, 40_000),
      told: fc.boolean(),
    }),
  },
  fc.record({
    do: fc.constant("hint" as const),
    from: fc.nat(30),
    count: fc.nat(10),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom<"reach" | "turn" | "tick" | "pass">(
        "reach",
        "turn",
        "tick",
        "pass",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("follow" as const),
      back: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("leave" as const, "fill" as const, "drain" as const),
      who: fc.nat(5),
    }),
  },
);

/** Follows steps of chance; whoever follows is remembered with the cursor that it started from. */
class Story {
  readonly #fixture: FeedFixture;
  readonly #followers: {
    outlet: RecordedOutlet;
    follower: Follower;
    cursor: number;
  }[] = [];

  /** `others` have entered and get nothing; a round to many makes the next one wait. */
  constructor(head: number, others: number, scheduler: fc.Scheduler) {
    this.#fixture = feedAt(head);
    for (let i = 0; i < others; i++) {
      this.#fixture.feed.enter(new RecordedOutlet());
    }
    this.#fixture.store.delay = () => scheduler.schedule(Promise.resolve());
  }

  async take(step: Step, scheduler: fc.Scheduler): Promise<void> {
    const { store, feed } = this.#fixture;
    switch (step.do) {
      case "commit":
        if (step.told) return commit(this.#fixture, step.count, step.pad);
        return void store.grow(step.count, step.pad);
      case "hint":
        return this.#hint(step.from, step.count);
      case "reach":
        return feed.reach(store.texts.length);
      case "turn":
        if (scheduler.count() > 0) await scheduler.waitOne();
        return;
      case "tick":
        return await Promise.resolve();
      case "pass":
        return this.#fixture.environment.pass(1);
      case "follow": {
        const cursor = Math.max(0, feed.last - step.back);
        this.#followers.push({ ...follow(this.#fixture, cursor), cursor });
        return;
      }
      default:
        this.#one(step.do, step.who);
    }
  }

  /** Everything drains, the last head is told of, and each who stayed must have everything, each who left nothing out of order. */
  async end(scheduler: fc.Scheduler): Promise<void> {
    const { store, feed, full, environment } = this.#fixture;
    for (const { outlet } of this.#followers) outlet.full = false;
    do {
      environment.pass(GATHERING_MS);
      for (const follower of full) feed.catchUp(follower);
      full.clear();
      feed.reach(store.texts.length);
      await scheduler.waitIdle();
      await turn();
    } while (scheduler.count() + full.size + environment.timers > 0);
    for (const { outlet, follower, cursor } of this.#followers) {
      assertEquals(outlet.failure, undefined);
      const last = cursor + outlet.seqs.length;
      assertEquals(outlet.seqs, range(cursor + 1, last));
      if (feed.followers.has(follower)) {
        assertEquals(last, Math.max(cursor, store.texts.length));
      }
    }
  }

  /** A notice that comes late, again, or out of order. */
  #hint(from: number, count: number): void {
    const { store, feed } = this.#fixture;
    const events = store.texts.slice(from, from + count);
    if (events.length > 0) feed.advance(from + 1, events);
  }

  #one(what: "leave" | "fill" | "drain", who: number): void {
    const { feed, full } = this.#fixture;
    const one = this.#followers[who];
    if (!one) return;
    if (what === "leave") feed.followers.delete(one.follower);
    else one.outlet.full = what === "fill";
    if (what === "drain" && full.delete(one.follower)) {
      feed.catchUp(one.follower);
    }
  }
}

Deno.test("a feed gives each follower every event once and in order, whatever happens in between", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(30),
      fc.constantFrom(0, CROWD),
      fc.array(step, { maxLength: 60 }),
      fc.scheduler(),
      async (head, others, steps, scheduler) => {
        const story = new Story(head, others, scheduler);
        for (const step of steps) await story.take(step, scheduler);
        await story.end(scheduler);
      },
    ),
    { numRuns: 200 },
  );
});
