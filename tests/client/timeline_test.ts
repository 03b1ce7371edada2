import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import fc from "fast-check";
import type { Message, RoomEvent } from "@/chat/protocol.ts";
import type { HistoryPage, Place } from "@/client/environment.ts";
import { MOST_HELD, Timeline } from "@/client/timeline.ts";
import { log } from "./log_arbitrary.ts";
import { canonical, materialize } from "./model.ts";
import { ADA, AT, EPOCH, joined, message, text } from "./packets.ts";

const PAGE = 3;

function seeded(head: number, count = head, more = false): Timeline {
  const timeline = new Timeline();
  const messages = Array.from(
    { length: count },
    (_, index) => message(head - count + index + 1),
  );
  timeline.seed({ epoch: EPOCH, head, messages, more });
  return timeline;
}

function seqs(timeline: Timeline): number[] {
  return timeline.messages.value.map(({ seq }) => seq);
}

/** A page as the server gives it if it reads the store when `position` events are in it. */
function page(
  events: RoomEvent[],
  position: number,
  place: Place = "newest",
): HistoryPage {
  const all = materialize(events.slice(0, position));
  const below = (seq: number) => all.filter((message) => message.seq < seq);
  const from = (seq: number) => all.filter((message) => message.seq >= seq);
  if (place === "newest") return lastOf(all);
  if ("before" in place) return lastOf(below(place.before));
  if ("after" in place) return firstOf(from(place.after + 1));
  const [older, newer] = [
    lastOf(below(place.around)),
    firstOf(from(place.around)),
  ];
  return {
    messages: [...older.messages, ...newer.messages],
    more: older.more,
    newer: newer.more,
  };
}

function lastOf(messages: Message[]): HistoryPage {
  return { messages: messages.slice(-PAGE), more: messages.length > PAGE };
}

function firstOf(messages: Message[]): HistoryPage {
  return { messages: messages.slice(0, PAGE), more: messages.length > PAGE };
}

Deno.test("Timeline has nothing to resume before it has a history", () => {
  assertEquals(new Timeline().position, {});
  assertEquals(seeded(7).position, { after: 7, epoch: EPOCH });
  assertEquals(seeded(0).position, { after: 0, epoch: EPOCH });
});

Deno.test("Timeline has begun once it has its history, and not when a page has come before", async () => {
  const timeline = new Timeline();
  timeline.joined(joined(9, false));
  await timeline.open(
    "newest",
    () => Promise.resolve({ messages: [message(9)], more: true }),
  );
  assertEquals(timeline.begun.value, false);
  timeline.history({ messages: [message(9)], more: true });
  assertEquals(timeline.begun.value, true);
  assertEquals(seeded(0).begun.value, true);
});

Deno.test("Timeline takes the first seed and no later one", () => {
  const timeline = seeded(2);
  timeline.apply([text(3)]);
  timeline.seed({ epoch: EPOCH, head: 2, messages: [], more: true });
  assertEquals(seqs(timeline), [1, 2, 3]);
  assertEquals(timeline.position.after, 3);
});

Deno.test("Timeline.apply() drops what it had before and goes on with the rest", () => {
  const timeline = seeded(3);
  assert(timeline.apply([text(2, "again"), text(3, "again"), text(4)]));
  assertEquals(
    timeline.messages.value,
    [1, 2, 3, 4].map((seq) => message(seq)),
  );
});

Deno.test("Timeline.apply() stops at a gap and tells", () => {
  const timeline = seeded(3);
  assertEquals(timeline.apply([text(4), text(6)]), false);
  assertEquals(seqs(timeline), [1, 2, 3, 4]);
  assertEquals(timeline.position.after, 4);
  assertEquals(
    timeline.apply([text(7), text(5)]),
    false,
    "a gap also if something fitting follows",
  );
});

Deno.test("Timeline keeps what it has, and where it stands, until the new history is there", () => {
  const timeline = seeded(3);
  assert(timeline.joined(joined(9, false, "lobby", "epoch2")));
  assertEquals(seqs(timeline), [1, 2, 3]);
  assertEquals(
    timeline.position,
    { after: 3, epoch: EPOCH },
    "a connection lost now must not skip anything",
  );
  timeline.history({ messages: [message(8)], more: true });
  assertEquals(seqs(timeline), [8]);
  assertEquals(timeline.position, { after: 9, epoch: "epoch2" });
  assertEquals(timeline.more.value, true);
});

Deno.test("Timeline takes no event before a promised history, and no history that was not promised", () => {
  const timeline = seeded(3);
  timeline.joined(joined(3, false, "lobby", "epoch2"));
  assert(timeline.apply([]));
  assertEquals(timeline.apply([text(4)]), false);
  timeline.history({ messages: [message(9)], more: false });
  timeline.history({ messages: [], more: false });
  assertEquals(seqs(timeline), [9]);
});

Deno.test("Timeline.joined() accepts no resumption from anywhere but where it stands", () => {
  assert(seeded(3).joined(joined(3, true)));
  for (const wrong of [joined(2, true), joined(9, true, "lobby", "epoch2")]) {
    const timeline = seeded(3);
    assertEquals(timeline.joined(wrong), false);
    assertEquals(timeline.position, {}, "so the next join takes the history");
  }
  assertEquals(new Timeline().joined(joined(0, true)), false);
});

Deno.test("Timeline.loadOlder() puts older messages in front, once", async () => {
  const timeline = seeded(5, 2, true);
  const asked: Place[] = [];
  const fetch = (place: Place) => {
    asked.push(place);
    return Promise.resolve({ messages: [message(2), message(3)], more: false });
  };
  await Promise.all([timeline.loadOlder(fetch), timeline.loadOlder(fetch)]);
  await timeline.loadOlder(fetch);
  assertEquals(asked, [{ before: 4 }]);
  assertEquals(seqs(timeline), [2, 3, 4, 5]);
});

Deno.test("Timeline.loadOlder() misses no change that comes while the page is on its way", async () => {
  const timeline = seeded(5, 2, true);
  const answer = Promise.withResolvers<HistoryPage>();
  const loaded = timeline.loadOlder(() => answer.promise);
  timeline.apply([{
    type: "edit",
    room: "lobby",
    seq: 6,
    target: 3,
    body: "edited",
    author: ADA,
    at: AT,
  }]);
  answer.resolve({ messages: [message(3)], more: true });
  await loaded;
  assertEquals(timeline.messages.value[0]?.body, "edited");
});

Deno.test("Timeline.loadOlder() rejects if the page does not come, and can be called again", async () => {
  const timeline = seeded(5, 2, true);
  await assertRejects(
    () => timeline.loadOlder(() => Promise.reject(new TypeError("Offline"))),
    TypeError,
    "Offline",
  );
  await timeline.loadOlder(() =>
    Promise.resolve({ messages: [message(3)], more: true })
  );
  assertEquals(seqs(timeline), [3, 4, 5]);
});

Deno.test("Timeline.loadOlder() drops a page that no longer fits", async () => {
  const late = async (
    meanwhile: (timeline: Timeline) => void,
  ): Promise<number[]> => {
    const timeline = seeded(9, 4, true);
    const answer = Promise.withResolvers<HistoryPage>();
    const loaded = timeline.loadOlder(() => answer.promise);
    meanwhile(timeline);
    answer.resolve({ messages: [message(4), message(5)], more: true });
    await loaded;
    return seqs(timeline);
  };
  assertEquals(await late((timeline) => timeline.trim(2)), [8, 9]);
  const anew = await late((timeline) => {
    timeline.joined(joined(2, false, "lobby", "epoch2"));
    timeline.history({ messages: [message(2)], more: false });
  });
  assertEquals(anew, [2]);
});

Deno.test("Timeline.loadOlder() leaves out a page for which the newest would have to go, if those are read by then", async () => {
  const timeline = seeded(MOST_HELD + 3, MOST_HELD, true);
  const older = { messages: [message(2), message(3)], more: true };
  const answer = Promise.withResolvers<HistoryPage>();
  timeline.keepEnd(false);
  const loaded = timeline.loadOlder(() => answer.promise);
  timeline.keepEnd(true);
  const held = timeline.messages.value;
  answer.resolve(older);
  await loaded;
  assertStrictEquals(timeline.messages.value, held);
  assertEquals([timeline.more.value, timeline.newer.value], [true, false]);
  timeline.keepEnd(false);
  await timeline.loadOlder(() => Promise.resolve(older));
  assertEquals(seqs(timeline)[0], 2);
  assertEquals([timeline.more.value, timeline.newer.value], [true, true]);
});

Deno.test("Timeline.trim() forgets the oldest, which can be loaded again", async () => {
  const timeline = seeded(5);
  const before = timeline.messages.value;
  timeline.trim(5);
  assertStrictEquals(timeline.messages.value, before);
  timeline.trim(2);
  assertEquals(seqs(timeline), [4, 5]);
  assertEquals(timeline.more.value, true);
  await timeline.loadOlder(() =>
    Promise.resolve({
      messages: [1, 2, 3].map((seq) => message(seq)),
      more: false,
    })
  );
  assertEquals(seqs(timeline), [1, 2, 3, 4, 5]);
});

Deno.test("Timeline.loadNewer() goes on after a window in the past, up to the newest message", async () => {
  const timeline = seeded(9, 2);
  const asked: Place[] = [];
  const all = Array.from({ length: 9 }, (_, i) => text(i + 1));
  const fetch = (place: Place) => {
    asked.push(place);
    return Promise.resolve(page(all, 9, place));
  };
  await timeline.open({ around: 3 }, fetch);
  assertEquals(seqs(timeline), [1, 2, 3, 4, 5]);
  assertEquals([timeline.more.value, timeline.newer.value], [false, true]);
  timeline.apply([text(10)]);
  assertEquals(seqs(timeline), [1, 2, 3, 4, 5], "10 would leave a hole");
  all.push(text(10));
  await timeline.loadNewer(fetch);
  assertEquals(timeline.newer.value, true);
  await timeline.loadNewer((place) =>
    fetch(place).then(() => page(all, 10, place))
  );
  assertEquals(seqs(timeline), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await timeline.loadNewer(fetch);
  assertEquals(asked, [{ around: 3 }, { after: 5 }, { after: 8 }]);
  timeline.apply([text(11)]);
  assertEquals(timeline.messages.value.at(-1)?.seq, 11);
});

Deno.test("Timeline.loadNewer() leaves out a page for which the oldest would have to go, if those are read by then", async () => {
  const all = Array.from({ length: MOST_HELD + 1 }, (_, i) => text(i + 1));
  const timeline = new Timeline();
  const most = { messages: all.slice(0, MOST_HELD), more: false, newer: true };
  await timeline.open({ around: 1 }, () => Promise.resolve(most));
  const newer = { messages: all.slice(MOST_HELD), more: false };
  const answer = Promise.withResolvers<HistoryPage>();
  timeline.keepEnd(true);
  const loaded = timeline.loadNewer(() => answer.promise);
  timeline.keepEnd(false);
  const held = timeline.messages.value;
  answer.resolve(newer);
  await loaded;
  assertStrictEquals(timeline.messages.value, held);
  assertEquals([timeline.more.value, timeline.newer.value], [false, true]);
  timeline.keepEnd(true);
  await timeline.loadNewer(() => Promise.resolve(newer));
  assertEquals(seqs(timeline).at(-1), MOST_HELD + 1);
  assertEquals([timeline.more.value, timeline.newer.value], [true, false]);
});

Deno.test("Timeline.open() drops a page that was on its way, and keeps what it has if none comes", async () => {
  const timeline = seeded(9, 2, true);
  const late = Promise.withResolvers<HistoryPage>();
  const loaded = timeline.loadOlder(() => late.promise);
  await timeline.open(
    "newest",
    () => Promise.resolve({ messages: [message(9)], more: true }),
  );
  late.resolve({ messages: [message(7)], more: true });
  await loaded;
  assertEquals(seqs(timeline), [9]);
  await assertRejects(() =>
    timeline.open({ around: 1 }, () => Promise.reject(new TypeError("Offline")))
  );
  assertEquals(seqs(timeline), [9]);
});

Deno.test("Timeline holds no more than 400 messages, and keeps those that are read", () => {
  const arriving = Array.from({ length: 500 }, (_, i) => text(i + 2));
  const [atEnd, above] = [seeded(1), seeded(1)];
  above.keepEnd(false);
  for (const event of arriving) {
    for (const timeline of [atEnd, above]) {
      timeline.apply([event]);
      assert(timeline.messages.value.length <= MOST_HELD);
    }
  }
  assertEquals(seqs(atEnd).at(-1), 501);
  assertEquals([atEnd.more.value, atEnd.newer.value], [true, false]);
  assertEquals([seqs(above)[0], seqs(above).length], [1, MOST_HELD]);
  assertEquals([above.more.value, above.newer.value], [false, true]);
});

type Step = {
  do:
    | "deliver"
    | "skip"
    | "older"
    | "newer"
    | "around"
    | "newest"
    | "answer"
    | "trim"
    | "renew";
  by: number;
};
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(
    "deliver",
    "deliver",
    "deliver",
    "skip",
    "older",
    "newer",
    "newer",
    "around",
    "newest",
    "answer",
    "answer",
    "trim",
    "renew",
  ),
  by: fc.nat(8),
});

/** A page that is on its way. */
interface Asked {
  place: Place;
  since: number;
  answer: PromiseWithResolvers<HistoryPage>;
  loaded: Promise<void>;
}

/** Plays a server that sends a log in pieces, again and again, and pages of history that are older or newer than the events. */
class Play {
  readonly timeline = new Timeline();
  readonly #events: RoomEvent[];
  #asked: Asked | null = null;
  /** How many events were in the store when it was last read: it never goes back. */
  #read: number;

  constructor(events: RoomEvent[], head: number, read: number) {
    this.#events = events;
    this.#read = Math.max(head, read);
    this.timeline.seed({ epoch: EPOCH, head, ...page(events, this.#read) });
  }

  async take({ do: what, by }: Step): Promise<void> {
    const { cursor } = this.timeline;
    if (what === "deliver") {
      assert(
        this.timeline.apply(
          this.#events.slice(Math.max(0, cursor - by), cursor + by),
        ),
      );
    }
    if (what === "skip") this.#skip(cursor + 1 + by);
    if (what === "trim") this.timeline.trim(by);
    if (what === "renew") {
      this.#renew(Math.min(this.#events.length, cursor + by));
    }
    if (what === "older") this.#ask((fetch) => this.timeline.loadOlder(fetch));
    if (what === "newer") this.#ask((fetch) => this.timeline.loadNewer(fetch));
    if (what === "around") {
      this.#ask((fetch) => this.timeline.open({ around: by * 5 }, fetch));
    }
    if (what === "newest") {
      this.#ask((fetch) => this.timeline.open("newest", fetch));
    }
    this.#assertNoHole();
    if (what === "answer") await this.#answer(by);
  }

  async finish(): Promise<void> {
    await this.#answer(0);
    assert(this.timeline.apply(this.#events));
  }

  #skip(to: number): void {
    const before = this.timeline.messages.value;
    const events = this.#events.slice(to);
    assertEquals(this.timeline.apply(events), events.length === 0);
    assertStrictEquals(this.timeline.messages.value, before);
  }

  #renew(head: number): void {
    this.#read = Math.max(this.#read, head);
    this.timeline.joined(joined(head, false));
    this.timeline.history(page(this.#events, this.#read));
  }

  #ask(
    load: (fetch: (place: Place) => Promise<HistoryPage>) => Promise<void>,
  ): void {
    if (this.#asked) return;
    const answer = Promise.withResolvers<HistoryPage>();
    const asked: Place[] = [];
    const loaded = load((place) => {
      asked.push(place);
      return answer.promise;
    });
    const [place] = asked;
    const since = this.timeline.cursor;
    if (place !== undefined) this.#asked = { place, since, answer, loaded };
  }

  async #answer(by: number): Promise<void> {
    if (!this.#asked) return;
    const { place, since, answer, loaded } = this.#asked;
    this.#asked = null;
    const now = Math.min(this.#events.length, since + by);
    this.#read = Math.max(this.#read, now);
    answer.resolve(page(this.#events, this.#read, place));
    await loaded;
    this.#assertNoHole();
  }

  /** At any moment what is held lies side by side in the log. */
  #assertNoHole(): void {
    const held = this.timeline.messages.value.map(({ seq }) => seq);
    const all = materialize(this.#events).map(({ seq }) => seq);
    const start = all.indexOf(held[0] ?? 0);
    assertEquals(held, all.slice(start, start + held.length));
  }
}

Deno.test("Timeline ends up as the log says, however events and pages of history interleave and repeat", async () => {
  await fc.assert(
    fc.asyncProperty(
      log,
      fc.nat(40),
      fc.nat(40),
      fc.array(step, { maxLength: 30 }),
      async (events, head, read, steps) => {
        const play = new Play(
          events,
          Math.min(head, events.length),
          Math.min(read, events.length),
        );
        for (const step of steps) await play.take(step);
        await play.finish();
        const all = materialize(events);
        const { messages: { value: held }, newer } = play.timeline;
        const first = held[0]?.seq ?? Infinity;
        const last = newer.value ? held.at(-1)?.seq ?? 0 : Infinity;
        assertEquals(
          canonical(held),
          canonical(all.filter(({ seq }) => seq >= first && seq <= last)),
        );
        const older = all.some(({ seq }) => seq < first);
        assert(
          play.timeline.more.value || !older,
          "older ones are out of reach",
        );
      },
    ),
    { numRuns: 1_000 },
  );
});
