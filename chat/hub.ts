import type { Bus, Commit, Whisper } from "./bus.ts";
import { delay, type Environment } from "./environment.ts";
import { Feed, type Follower, type Outlet } from "./feed.ts";
import type { HubFigures } from "./figures.ts";
import { HeardCommits } from "./heard_commits.ts";
import { SHARD_KEYS, shardOf } from "./keys.ts";
import {
  DRAIN_CHECK_MS,
  DRAIN_CHECK_MS_PER_SOCKET,
  HEAD_POLL_MS,
  LAST_DRAIN_CHECK_MS,
  RECENT_BYTES_IN_ALL,
  STUCK_SOCKET_MS,
  TOLD_MS,
} from "./limits.ts";
import { RecentMemory } from "./recent_memory.ts";
import { report } from "./report.ts";
import type { RoomLog } from "./room_log.ts";
import { SharedRead } from "./shared_read.ts";
import type { Entry, Store } from "./store.ts";

/**
 * One per worker: knows the rooms that are followed here. Hears of commits from this worker, from the others over the bus, and from
 * other instances by looking at the shard keys, now and then and when the store says that they changed.
 */
export class Hub {
  readonly #store: Store;
  readonly #log: RoomLog;
  readonly #bus: Bus;
  readonly #environment: Environment;
  readonly #feeds = new Map<string, Promise<Feed>>();
  readonly #open = new Map<string, Feed>();
  readonly #memory = new RecentMemory(RECENT_BYTES_IN_ALL);
  readonly #full = new Map<Follower, number>();
  readonly #heard = new HeardCommits();
  readonly #polls = new SharedRead(() => this.#poll());
  #stopDrainCheck: (() => void) | undefined;
  /** Until the next check; `Infinity`: none is planned. */
  #drainPause = Infinity;
  #stopPoll: (() => void) | undefined;
  #stopWatch: (() => void) | undefined;
  #closed = false;
  /** By feeds that have ended. */
  #delivered = 0;

  constructor(store: Store, log: RoomLog, bus: Bus, environment: Environment) {
    this.#store = store;
    this.#log = log;
    this.#bus = bus;
    this.#environment = environment;
  }

  /** Begins to look out for commits of others. */
  start(): void {
    this.#stopWatch = this.#store.watch(SHARD_KEYS, () => void this.poll());
    this.#schedulePoll();
  }

  close(): void {
    this.#closed = true;
    this.#stopWatch?.();
    this.#stopPoll?.();
    this.#stopDrainCheck?.();
  }

  /** This worker has made a commit. */
  committed(commit: Commit): void {
    this.heard(commit);
    this.#bus.post({ type: "committed", commit });
  }

  /** Another worker has made a commit. */
  heard(commit: Commit): void {
    this.#heard.add(commit);
    for (const { room, from, events } of commit.added) {
      this.#open.get(room)?.advance(from, events);
    }
  }

  /** `undefined` if a room's followers in this worker can be sent more; otherwise it resolves when that is worth asking again. */
  ready(room: string): Promise<void> | undefined {
    return this.#open.get(room)?.ready;
  }

  /** Adds a follower that gets nothing until `feed.start`. Throws if the store can't be read. */
  async enter(room: string, outlet: Outlet): Promise<Follower> {
    for (;;) {
      const feed = await this.#feed(room);
      // The last follower may have left, and the feed with it, while this one waited.
      if (this.#open.get(room) === feed) return feed.enter(outlet);
    }
  }

  leave(follower: Follower): void {
    const { feed } = follower;
    feed.followers.delete(follower);
    this.#full.delete(follower);
    if (feed.followers.size === 0 && this.#open.get(feed.room) === feed) {
      this.#open.delete(feed.room);
      this.#feeds.delete(feed.room);
      this.#delivered += feed.delivered;
      feed.end();
    }
  }

  /** Tells the followers of a room here and in the other workers; `except` is who said it. */
  whisper(whisper: Whisper, except?: Outlet): void {
    this.heardWhisper(whisper, except);
    this.#bus.post({ type: "whisper", whisper });
  }

  /** Another worker's follower said something. */
  heardWhisper({ room, text, from, to }: Whisper, except?: Outlet): void {
    for (const { outlet, state } of this.followers(room)) {
      const isMeant = (outlet.listener === from) === (to === "self");
      const listens = state !== "waiting" && outlet.open && !outlet.full;
      if (isMeant && listens && outlet !== except) outlet.whisper?.(text);
    }
  }

  /** True if somebody follows the room in this worker; then the room exists. */
  isFollowed(room: string): boolean {
    return this.#open.has(room);
  }

  /** The followers of a room in this worker. */
  followers(room: string): Iterable<Follower> {
    return this.#open.get(room)?.followers ?? [];
  }

  get figures(): HubFigures {
    const figures = {
      rooms: this.#open.size,
      followers: 0,
      delivered: this.#delivered,
    };
    for (const { followers, delivered } of this.#open.values()) {
      figures.followers += followers.size;
      figures.delivered += delivered;
    }
    return figures;
  }

  #feed(room: string): Promise<Feed> {
    const known = this.#feeds.get(room);
    if (known) return known;
    const opening = this.#openFeed(room);
    this.#feeds.set(room, opening);
    opening.catch(() => this.#feeds.delete(room));
    return opening;
  }

  async #openFeed(room: string): Promise<Feed> {
    const head = await this.#log.head(room);
    const feed = new Feed({
      room,
      head,
      log: this.#log,
      memory: this.#memory,
      environment: this.#environment,
      onFull: (follower) => this.#waitForDrain(follower),
    });
    this.#open.set(room, feed);
    // A commit between reading the head and this line was announced to nobody here: look once more.
    this.#log.head(room).then(
      (seq) => feed.reach(seq),
      // There may be more. The next poll looks again.
      () => feed.reach(feed.last + 1),
    );
    return feed;
  }

  #waitForDrain(follower: Follower): void {
    if (!this.#full.has(follower)) {
      this.#full.set(follower, this.#environment.now());
    }
    // One check looks at all of them: the more there are, the longer it can wait.
    this.#checkDrainIn(
      Math.max(DRAIN_CHECK_MS, this.#full.size * DRAIN_CHECK_MS_PER_SOCKET),
    );
  }

  /** No later than planned already. */
  #checkDrainIn(pause: number): void {
    if (this.#closed || this.#drainPause <= pause) return;
    this.#stopDrainCheck?.();
    this.#drainPause = Math.min(Math.ceil(pause), LAST_DRAIN_CHECK_MS);
    this.#stopDrainCheck = this.#environment.after(
      this.#drainPause,
      () => this.#checkDrained(),
    );
  }

  /** Who reads drains at once, who does not is looked at less and less often. */
  #checkDrained(): void {
    const next = 2 * this.#drainPause;
    this.#drainPause = Infinity;
    const now = this.#environment.now();
    for (const [follower, since] of [...this.#full]) {
      const { outlet, feed } = follower;
      if (!outlet.open || !outlet.full) {
        this.#full.delete(follower);
        feed.catchUp(follower);
      } else if (now - since > STUCK_SOCKET_MS) {
        this.#full.delete(follower);
        outlet.fail(new Error("The socket has not drained in time"));
      }
    }
    if (this.#full.size > 0) this.#checkDrainIn(next);
  }

  #schedulePoll(): void {
    if (this.#closed) return;
    this.#stopPoll = this.#environment.after(HEAD_POLL_MS, async () => {
      await this.poll();
      this.#schedulePoll();
    });
  }

  /** Reads the heads of the followed rooms in which there may be commits that nobody told of. Never rejects: the next poll makes good. */
  poll(): Promise<void> {
    return this.#polls.ask();
  }

  async #poll(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#readShards();
    } catch (error) {
      if (!this.#closed) report("polling the heads failed", error);
    }
  }

  async #readShards(): Promise<void> {
    if (this.#open.size === 0) return this.#heard.clear();
    const entries = await this.#store.getMany(SHARD_KEYS);
    const missing = await this.#missing(entries);
    const feeds = [...this.#open.values()].filter((feed) =>
      feed.isBehind || missing.has(shardOf(feed.room))
    );
    const heads = await this.#log.heads(feeds.map((feed) => feed.room));
    for (const [i, feed] of feeds.entries()) feed.reach(heads[i] ?? 0);
    this.#heard.settle(entries);
  }

  /** Who has only just committed has not told yet, so one look is not enough. */
  async #missing(entries: readonly Entry[]): Promise<Set<number>> {
    const missing = this.#heard.missing(entries);
    if (missing.size === 0) return missing;
    await delay(this.#environment, TOLD_MS);
    return this.#heard.missing(entries);
  }
}
