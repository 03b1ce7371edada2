import type { CommandMemory, CommandRecord, Sent } from "./command_memory.ts";
import { keys, shardOf } from "./keys.ts";
import { NewRecords } from "./new_records.ts";
import { RoomDraft, type RoomEvents } from "./room_draft.ts";
import type { Extent } from "./room_texts.ts";
import type { Key, Store, Transaction } from "./store.ts";

/** Where a room's numbering stands. */
export interface Head {
  seq: number;
  /** Of the head's key; `null` before the first event. */
  version: string | null;
}

/**
 * One commit in the making: what is read shows what the same commit has already written. Safe because each room's head is
 * checked: had anything in a room changed since it was read, the commit would not go through.
 */
export class Draft {
  readonly #store: Store;
  readonly #heads: Map<string, Head>;
  readonly #rooms = new Map<string, RoomDraft>();
  readonly #extent: Extent = { checks: 0, mutations: 0, bytes: 0 };
  readonly #records: NewRecords;

  constructor(store: Store, heads: Map<string, Head>, memory: CommandMemory) {
    this.#store = store;
    this.#heads = heads;
    this.#records = new NewRecords(memory, this.#extent);
  }

  /** What it does in a room. */
  room(room: string): RoomDraft {
    const known = this.#rooms.get(room);
    if (known) return known;
    const from = (this.#heads.get(room)?.seq ?? 0) + 1;
    const draft = new RoomDraft(this.#store, room, from, this.#extent);
    this.#rooms.set(room, draft);
    return draft;
  }

  /** Keeps what a command has led to. */
  record(sent: Sent, record: CommandRecord): void {
    this.#records.add(sent, record);
  }

  /** The commit went through. @param version What its keys have now. */
  keep(version: string): void {
    this.#records.keep(version);
    for (const { added: { room }, head } of this.#grown) {
      this.#heads.set(room, { seq: head, version });
    }
  }

  get rooms(): RoomEvents[] {
    return this.#grown.map(({ added }) => added);
  }

  /** At most. */
  get size(): Readonly<Extent> {
    return this.#extent;
  }

  transaction(): Transaction {
    const checks = [...this.#records.checks];
    const sets = [...this.#records.sets];
    const deletes: Key[] = [];
    const shards = new Set<number>();
    for (const grown of this.#grown) {
      const { room } = grown.added;
      const { version = null } = this.#heads.get(room) ?? {};
      checks.push({ key: keys.head(room), version });
      sets.push(...grown.sets);
      deletes.push(...grown.deletes);
      shards.add(shardOf(room));
    }
    return { checks, sets, deletes, counts: [...shards].map(keys.commits) };
  }

  get #grown(): RoomDraft[] {
    return [...this.#rooms.values()].filter(({ grows }) => grows);
  }
}
