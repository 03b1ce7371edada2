import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import { PRESENCE_POLL_MS } from "./limits.ts";
import {
  type Beat,
  type PresenceNotice,
  readAttendance,
  readBeat,
  type RoomAttendance,
  roomsSince,
} from "./presence_record.ts";
import { report } from "./report.ts";
import type { Store } from "./store.ts";

/** Most workers of all instances together that are looked at. */
const MOST_WORKERS = 1_000;

interface Worker {
  beat: Beat;
  rooms: Map<string, RoomAttendance>;
}

/** What a watch needs from around it. */
export interface Lookout {
  /** The rooms that matter here. */
  followed(): Iterable<string>;
  isFollowed(room: string): boolean;
  /** Others came, went or changed in this room. */
  changed(room: string): void;
}

/**
 * Who is there by way of the other workers. Those of this process tell over the bus; that is a hint. What counts is what stands in the
 * store: the beats, looked at now and then, and the records that have changed since.
 */
export class PresenceWatch {
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #worker: string;
  readonly #lookout: Lookout;
  readonly #workers = new Map<string, Worker>();
  /** Rooms that nobody followed here before. */
  readonly #unread = new Set<string>();
  #stop: (() => void) | undefined;
  #polling = false;
  #closed = false;

  /** `worker` names this one. */
  constructor(
    store: Store,
    worker: string,
    environment: Environment,
    lookout: Lookout,
  ) {
    this.#store = store;
    this.#worker = worker;
    this.#environment = environment;
    this.#lookout = lookout;
  }

  start(): void {
    this.#stop = this.#environment.after(PRESENCE_POLL_MS, async () => {
      await this.poll();
      if (!this.#closed) this.start();
    });
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
  }

  /** True if there are rooms of which nobody knows yet who else is there. */
  get hasUnread(): boolean {
    return this.#unread.size > 0;
  }

  knows(room: string): boolean {
    return !this.#unread.has(room);
  }

  /** This room is followed from now on. */
  follow(room: string): void {
    this.#unread.add(room);
  }

  forget(room: string): void {
    this.#unread.delete(room);
    for (const { rooms } of this.#workers.values()) rooms.delete(room);
  }

  /** Who is in a followed room, as far as is known. */
  of(room: string): RoomAttendance[] {
    return [...this.#workers.values()]
      .flatMap(({ rooms }) => rooms.get(room) ?? []);
  }

  /** Who is in any room, asked of the store. */
  async read(room: string): Promise<RoomAttendance[]> {
    const workers = [...(await this.#beats()).keys()];
    const entries = await this.#store.getMany(
      workers.map((worker) => keys.present(worker, room)),
    );
    return entries.flatMap(({ value }) => readAttendance(value) ?? []);
  }

  /** Another worker of this process has written. */
  heard({ worker, beat, rooms }: PresenceNotice): void {
    const known = this.#workers.get(worker);
    const writes = known?.beat.writes ?? 0;
    // Notices may be late or repeated; what was read since is newer.
    if (beat.writes <= writes) return;
    const held = known ?? { beat: { ...beat, writes: 0 }, rooms: new Map() };
    this.#workers.set(worker, held);
    // After a gap the next poll reads everything that was missed.
    if (beat.writes === writes + 1) held.beat = beat;
    for (const [room, attendance] of rooms) {
      if (this.#lookout.isFollowed(room)) this.#put(held, room, attendance);
    }
  }

  /** Looks at the beats and reads what has changed. Never rejects: the next poll makes good. */
  async poll(): Promise<void> {
    if (this.#polling || this.#closed) return;
    this.#polling = true;
    try {
      await this.#look();
    } catch (error) {
      if (!this.#closed) report("reading who is there failed", error);
    } finally {
      this.#polling = false;
    }
  }

  async #look(): Promise<void> {
    const followed = [...this.#lookout.followed()];
    if (followed.length === 0) return this.#workers.clear();
    const beats = await this.#beats();
    for (const worker of this.#workers.keys()) {
      if (!beats.has(worker)) this.#gone(worker);
    }
    const unread = [...this.#unread];
    for (const [worker, beat] of beats) {
      await this.#readRooms(worker, beat, followed, unread);
    }
    for (const room of unread) {
      this.#unread.delete(room);
      this.#lookout.changed(room);
    }
  }

  /** The beats of the others that are alive. */
  async #beats(): Promise<Map<string, Beat>> {
    const now = this.#environment.now();
    const beats = new Map<string, Beat>();
    const range = {
      start: keys.beat(""),
      end: keys.beat("~"),
      limit: MOST_WORKERS,
    };
    for await (const { key: [, worker], value } of this.#store.list(range)) {
      const beat = readBeat(value);
      const counts = beat && beat.until > now && worker !== this.#worker;
      if (counts) beats.set(String(worker), beat);
    }
    return beats;
  }

  async #readRooms(
    worker: string,
    beat: Beat,
    followed: readonly string[],
    unread: readonly string[],
  ): Promise<void> {
    const known = this.#workers.get(worker);
    const changed = known && roomsSince(beat, known.beat.writes);
    const rooms = changed
      ? [...new Set([...changed, ...unread])]
        .filter((room) => this.#lookout.isFollowed(room))
      : followed;
    const entries = await this.#store.getMany(
      rooms.map((room) => keys.present(worker, room)),
    );
    const held = this.#workers.get(worker) ?? { beat, rooms: new Map() };
    // A notice that came meanwhile is newer; what it did not tell is read next time.
    if (held.beat.writes > beat.writes) return;
    held.beat = beat;
    this.#workers.set(worker, held);
    for (const [i, room] of rooms.entries()) {
      this.#put(held, room, readAttendance(entries[i]?.value));
    }
  }

  #gone(worker: string): void {
    const rooms = this.#workers.get(worker)?.rooms.keys() ?? [];
    this.#workers.delete(worker);
    for (const room of rooms) this.#lookout.changed(room);
  }

  #put({ rooms }: Worker, room: string, attendance: RoomAttendance | null) {
    if (attendance) rooms.set(room, attendance);
    else if (!rooms.delete(room)) return;
    this.#lookout.changed(room);
  }
}
