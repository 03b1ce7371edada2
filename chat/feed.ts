/**
 * One room in one worker: passes its events on to those who follow it here. The invariant: a follower's cursor is the last
 * `seq` that it was sent, and it is only ever sent what comes right after. Who has the same cursor as the others shares their frame; who is
 * behind (it just joined, was too slow, the bus lost something) is brought up to date page by page from the log.
 */
import { delay, type Environment } from "./environment.ts";
import { frameOf } from "./frame.ts";
import { Gathering } from "./gathering.ts";
import { CATCH_UP_EVENTS, FOLLOWERS_AT_ONCE } from "./limits.ts";
import { MissedEvents } from "./missed_events.ts";
import type { RecentMemory } from "./recent_memory.ts";
import { report } from "./report.ts";
import type { RoomLog } from "./room_log.ts";
import { SharedRead } from "./shared_read.ts";

/** Where a follower's events go: a socket or a stream. */
export interface Outlet {
  /** False once it is closed; then nothing is sent any more. */
  readonly open: boolean;
  /** Too much is queued already: it is left alone until it has drained. */
  readonly full: boolean;
  /** `frame` holds `events`, of which `from` is the first one's `seq`. */
  deliver(frame: string, events: readonly string[], from: number): void;
  /** The person who listens. */
  readonly listener?: string;
  /** Passes on a packet, in JSON, that is no event. Who is full misses it. */
  whisper?(text: string): void;
  /** The log could not be read for it: it must close, so that it comes back and resumes. */
  fail(error: unknown): void;
}

/** One who follows a room. */
export class Follower {
  readonly feed: Feed;
  readonly outlet: Outlet;
  /** The last `seq` that it was sent. */
  cursor = 0;
  /**
   * `waiting` until {@linkcode Feed.start}; `behind` while it is sent what it lacks; `full` until its outlet has drained. Only `live` ones get the shared frames.
   */
  state: "waiting" | "behind" | "full" | "live" = "waiting";

  constructor(feed: Feed, outlet: Outlet) {
    this.feed = feed;
    this.outlet = outlet;
  }
}

export interface FeedParts {
  room: string;
  /** The last committed `seq`. */
  head: number;
  log: RoomLog;
  /** For the recent events, shared with other feeds. */
  memory: RecentMemory;
  environment: Environment;
  /** Must call {@linkcode Feed.catchUp} once the follower has drained. */
  onFull: (follower: Follower) => void;
}

export class Feed {
  readonly room: string;
  readonly followers = new Set<Follower>();
  /** Events that followers were sent. */
  delivered = 0;
  readonly #log: RoomLog;
  readonly #environment: Environment;
  readonly #onFull: (follower: Follower) => void;
  readonly #gathering: Gathering;
  readonly #head: SharedRead<number>;
  readonly #missed: MissedEvents;
  #last: number;
  #target = 0;
  #reading = false;

  constructor({ room, head, log, memory, environment, onFull }: FeedParts) {
    this.room = room;
    this.#log = log;
    this.#environment = environment;
    this.#onFull = onFull;
    this.#last = head;
    this.#missed = new MissedEvents(room, head, log, memory);
    this.#head = new SharedRead(() => log.head(room));
    this.#gathering = new Gathering(environment, () => this.#flush());
  }

  /** The last `seq` that this worker knows. */
  get last(): number {
    return this.#last;
  }

  /** The last committed `seq`, read from the log after this call: this worker may not have heard yet of what another one has acknowledged. */
  async head(): Promise<number> {
    return Math.max(await this.#head.ask(), this.#last);
  }

  /** `undefined` if the followers can be sent more; otherwise it resolves when that is worth asking again. */
  get ready(): Promise<void> | undefined {
    return this.#gathering.ready;
  }

  enter(outlet: Outlet): Follower {
    const follower = new Follower(this, outlet);
    this.followers.add(follower);
    return follower;
  }

  /** From now on the follower gets every event after `cursor`. */
  start(follower: Follower, cursor: number): void {
    follower.cursor = cursor;
    follower.state = "live";
    if (cursor < this.#flushed) this.catchUp(follower);
  }

  /** The last follower has left. */
  end(): void {
    this.#missed.end();
  }

  /** Events were committed, here or elsewhere: `from` is the first one's `seq`. Hints may be repeated, late, or missing. */
  advance(from: number, events: readonly string[]): void {
    const known = this.#last + 1 - from;
    if (known < 0) return this.reach(from + events.length - 1);
    if (known >= events.length) return;
    const added = known === 0 ? events : events.slice(known);
    this.#missed.add(added);
    this.#last += added.length;
    this.#gathering.add(added);
  }

  /** The log holds events up to `head`: reads those that nobody told of. */
  reach(head: number): void {
    this.#target = Math.max(this.#target, head);
    if (this.#reading || !this.isBehind) return;
    this.#reading = true;
    this.#readGap().catch((error) =>
      report("reading missed events failed", error, { room: this.room })
    );
  }

  /** The log is known to hold more than was read. */
  get isBehind(): boolean {
    return this.#target > this.#last;
  }

  async #readGap(): Promise<void> {
    try {
      while (this.isBehind) await this.#readNew();
    } finally {
      this.#reading = false;
    }
  }

  async #readNew(): Promise<void> {
    const [after, target] = [this.#last, this.#target];
    const events = await this.#log.events(this.room, after, CATCH_UP_EVENTS);
    if (events.length > 0) return this.advance(after + 1, events);
    // Whoever spoke of more was wrong; unless somebody did while this read.
    if (this.#target === target) this.#target = this.#last;
  }

  get #flushed(): number {
    return this.#last - this.#gathering.size;
  }

  #flush(): void {
    const from = this.#flushed + 1;
    const events = this.#gathering.take(this.followers.size);
    this.#round(frameOf(events), events, from).catch((error) =>
      report("a round failed", error, { room: this.room })
    ).finally(() => this.#gathering.end());
  }

  async #round(
    frame: string,
    events: readonly string[],
    from: number,
  ): Promise<void> {
    let served = 0;
    for (const follower of this.followers) {
      this.#pass(follower, frame, events, from);
      if (++served % FOLLOWERS_AT_ONCE === 0) {
        await delay(this.#environment, 0);
      }
    }
  }

  #pass(
    follower: Follower,
    frame: string,
    events: readonly string[],
    from: number,
  ): void {
    if (follower.state !== "live") return;
    if (follower.cursor !== from - 1 || follower.outlet.full) {
      return this.catchUp(follower);
    }
    this.#deliver(follower, frame, events, from);
  }

  #deliver(
    follower: Follower,
    frame: string,
    events: readonly string[],
    from: number,
  ): void {
    // First: the follower may leave, and the feed end, while it is delivered.
    this.delivered += events.length;
    follower.outlet.deliver(frame, events, from);
    follower.cursor = from + events.length - 1;
  }

  /** Sends a follower what it lacks, from memory or from the log. */
  catchUp(follower: Follower): void {
    if (follower.state === "behind") return;
    follower.state = "behind";
    this.#sendPages(follower).catch((error) => follower.outlet.fail(error));
  }

  async #sendPages(follower: Follower): Promise<void> {
    const { outlet } = follower;
    while (
      this.followers.has(follower) && outlet.open &&
      follower.cursor < this.#flushed
    ) {
      if (outlet.full) {
        follower.state = "full";
        return this.#onFull(follower);
      }
      // None that the followers at the front have not been sent yet.
      const { cursor } = follower;
      const limit = Math.min(CATCH_UP_EVENTS, this.#flushed - cursor);
      const events = await this.#missed.page(outlet, cursor, limit);
      if (!this.followers.has(follower) || !outlet.open) return;
      // Another room's page may have filled it meanwhile.
      if (!events || outlet.full) continue;
      if (events.length === 0) {
        throw new Error(
          `Expected events after ${follower.cursor} in room '${this.room}'`,
        );
      }
      this.#deliver(follower, frameOf(events), events, cursor + 1);
    }
    follower.state = "live";
  }
}
