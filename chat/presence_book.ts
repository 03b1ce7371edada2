import { delay, type Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import {
  BEAT_LIFE_MS,
  COMMIT_BYTES,
  MUTATIONS_PER_COMMIT,
  PRESENCE_RECORD_MS,
  RECENT_ROOMS,
} from "./limits.ts";
import type {
  Beat,
  PresenceNotice,
  RoomAttendance,
} from "./presence_record.ts";
import type { Store, Transaction } from "./store.ts";

type Entry = PresenceNotice["rooms"][number];

const TRIES = 5;
const PAUSE_MS = 20;
/** What a key and its expiry take at the most, in bytes, beside the value. */
const KEY_BYTES = 256;

/**
 * What this worker has in the store about who is there: a record for each room, and one beat for all of them. When the beat stops, all
 * its records count for nothing, so a crash leaves no ghost and calm costs one small commit in a while, however many the rooms.
 *
 * Each commit checks the beat that the last one set: one that was given up and lands late must not overwrite what is newer.
 */
export class PresenceBook {
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #worker: string;
  readonly #written: (notice: PresenceNotice) => void;
  /** When each record was written that the store has, in milliseconds since the Unix epoch. */
  readonly #records = new Map<string, number>();
  #recent: string[][] = [];
  #writes = 0;
  /** Of the beat; `undefined` if it must be read. */
  #version: string | null | undefined = null;

  /** Calls `written` after each commit. */
  constructor(
    store: Store,
    worker: string,
    environment: Environment,
    written: (notice: PresenceNotice) => void,
  ) {
    this.#store = store;
    this.#worker = worker;
    this.#environment = environment;
    this.#written = written;
  }

  /** True if the store has nothing of this worker, so that no beat is needed. */
  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  /** Rooms whose record would be forgotten if it were not written again in time. */
  get old(): string[] {
    const before = this.#environment.now() - PRESENCE_RECORD_MS / 2;
    return [...this.#records.entries()]
      .filter(([, at]) => at < before).map(([room]) => room);
  }

  /** Writes these, many to a commit, and a beat in any case. Throws if the store fails or stays busy: then some may be written, some not. */
  async write(
    entries: readonly Entry[],
    life = BEAT_LIFE_MS,
  ): Promise<void> {
    // Who has come and gone before anything was written needs no deletion.
    const needed = entries.filter(([room, attendance]) =>
      attendance || this.#records.has(room)
    );
    for (const some of chunks(needed)) await this.#commit(some, life);
  }

  async #commit(entries: readonly Entry[], life: number): Promise<void> {
    for (let tries = 1; tries <= TRIES; tries++) {
      if (await this.#try(entries, life)) return;
      await delay(this.#environment, this.#pause(tries));
    }
    throw new Error("The store is busy");
  }

  #pause(tries: number): number {
    return this.#environment.random() * PAUSE_MS * tries;
  }

  async #try(entries: readonly Entry[], life: number): Promise<boolean> {
    const beat = this.#nextBeat(entries.map(([room]) => room), life);
    const version = this.#version === undefined
      ? (await this.#store.get(keys.beat(this.#worker))).version
      : this.#version;
    // Unless it is known to have gone through, nobody knows.
    this.#version = undefined;
    const transaction = this.#transaction(entries, beat, version, life);
    const committed = await this.#store.commit(transaction);
    if (committed === null) return false;
    this.#version = committed;
    this.#keep(entries);
    this.#written({ worker: this.#worker, beat, rooms: [...entries] });
    return true;
  }

  /** An attempt of which nobody knows whether it went through counts, too: a reader who saw it must not miss the next. */
  #nextBeat(rooms: string[], life: number): Beat {
    this.#writes++;
    this.#recent.push(rooms);
    let most = RECENT_ROOMS;
    const start = this.#recent.findLastIndex((some) =>
      (most -= Math.max(1, some.length)) < 0
    );
    this.#recent = this.#recent.slice(start + 1);
    return {
      until: this.#environment.now() + life,
      writes: this.#writes,
      recent: this.#recent,
    };
  }

  #transaction(
    entries: readonly Entry[],
    beat: Beat,
    version: string | null,
    life: number,
  ): Transaction {
    const key = keys.beat(this.#worker);
    const transaction: Transaction = {
      checks: [{ key, version }],
      sets: [{ key, value: { ...beat }, expireIn: life }],
      deletes: [],
    };
    for (const [room, value] of entries) {
      const key = keys.present(this.#worker, room);
      if (!value) transaction.deletes.push(key);
      else {
        const expireIn = PRESENCE_RECORD_MS;
        transaction.sets.push({ key, value, expireIn });
      }
    }
    return transaction;
  }

  #keep(entries: readonly Entry[]): void {
    const now = this.#environment.now();
    for (const [room, attendance] of entries) {
      if (attendance) this.#records.set(room, now);
      else this.#records.delete(room);
    }
  }
}

/** As many as fit a commit; one of none if there are none. */
function chunks(entries: readonly Entry[]): Entry[][] {
  const result: Entry[][] = [[]];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry[1]);
    const last = result.at(-1) ?? [];
    if (
      bytes + size > COMMIT_BYTES || last.length >= MUTATIONS_PER_COMMIT - 1
    ) {
      result.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return result;
}

/** No less than the store counts: a UTF-16 code unit takes three bytes at the most. */
function sizeOf(attendance: RoomAttendance | null): number {
  const users = attendance?.users ?? [];
  return users.reduce(
    (sum, { id, name }) => sum + 3 * (id.length + name.length) + 32,
    KEY_BYTES,
  );
}
