import { keys, shardOf } from "./keys.ts";
import type { Message, RoomEvent } from "./protocol.ts";
import type { Entry, Key, Store, Transaction } from "./store.ts";
import { toBytes, toText } from "./text.ts";

/** Where a room's numbering stands. */
export interface Head {
  seq: number;
  /** Of the head's key; `null` before the first event. */
  version: string | null;
}

/** The events that one commit adds to a room. */
export interface RoomEvents {
  room: string;
  /** `seq` of the first. */
  from: number;
  /** As sent, in JSON. */
  events: string[];
}

/**
 * One commit in the making: what is read shows what the same commit has already written. Safe because each room's head is
 * checked: had anything in a room changed since it was read, the commit would not go through.
 */
export class Draft {
  readonly #store: Store;
  readonly #heads: Map<string, Head>;
  readonly #read = new Map<string, Entry>();
  readonly #written = new Map<
    string,
    { key: Key; value: unknown; expireIn?: number }
  >();
  readonly #checks: Transaction["checks"] = [];
  readonly #rooms = new Map<string, RoomEvents>();
  #bytes = 0;

  constructor(store: Store, heads: Map<string, Head>) {
    this.#store = store;
    this.#heads = heads;
  }

  /** Reads ahead what the commands will ask for, many keys at once. */
  async prefetch(wanted: Key[]): Promise<void> {
    const missing = new Map(
      wanted.filter((key) => !this.#read.has(id(key))).map((
        key,
      ) => [id(key), key]),
    );
    for (const entry of await this.#store.getMany([...missing.values()])) {
      this.#read.set(id(entry.key), entry);
    }
  }

  async read(key: Key): Promise<unknown> {
    const written = this.#written.get(id(key));
    if (written) return written.value;
    await this.prefetch([key]);
    return this.#read.get(id(key))?.value ?? null;
  }

  async message(room: string, seq: number): Promise<Message | undefined> {
    const stored = await this.read(keys.message(room, seq));
    return stored === null ? undefined : JSON.parse(toText(stored));
  }

  set(key: Key, value: unknown, expireIn?: number): void {
    this.#bytes += value instanceof Uint8Array ? value.length : 256;
    this.#written.set(id(key), {
      key,
      value,
      ...(expireIn !== undefined && { expireIn }),
    });
  }

  check(key: Key, version: string | null): void {
    this.#checks.push({ key, version });
  }

  /** The number that the room's next event gets. */
  nextSeq(room: string): number {
    const added = this.#rooms.get(room);
    return added
      ? added.from + added.events.length
      : (this.#heads.get(room)?.seq ?? 0) + 1;
  }

  /** Adds an event; its `seq` is {@linkcode nextSeq}. */
  append(event: RoomEvent): void {
    const text = JSON.stringify(event);
    const added = this.#rooms.get(event.room) ??
      { room: event.room, from: event.seq, events: [] };
    added.events.push(text);
    this.#rooms.set(event.room, added);
    this.set(keys.event(event.room, event.seq), toBytes(text));
  }

  /** Replaces the text of an event that is in the log or in this very commit. */
  rewrite(event: RoomEvent): void {
    const text = JSON.stringify(event);
    const added = this.#rooms.get(event.room);
    if (added && event.seq >= added.from) {
      added.events[event.seq - added.from] = text;
    }
    this.set(keys.event(event.room, event.seq), toBytes(text));
  }

  get rooms(): RoomEvents[] {
    return [...this.#rooms.values()];
  }

  get size(): { checks: number; mutations: number; bytes: number } {
    return {
      checks: this.#checks.length + this.#rooms.size,
      mutations: this.#written.size + 2 * this.#rooms.size,
      bytes: this.#bytes,
    };
  }

  transaction(): Transaction {
    const checks = [...this.#checks];
    const sets: Transaction["sets"] = [...this.#written.values()];
    const shards = new Set<number>();
    for (const { room, from, events } of this.#rooms.values()) {
      checks.push({
        key: keys.head(room),
        version: this.#heads.get(room)?.version ?? null,
      });
      sets.push({ key: keys.head(room), value: from + events.length - 1 });
      shards.add(shardOf(room));
    }
    for (const shard of shards) {
      sets.push({ key: keys.shard(shard), value: null });
    }
    return { checks, sets, deletes: [] };
  }
}

function id(key: Key): string {
  return JSON.stringify(key);
}
