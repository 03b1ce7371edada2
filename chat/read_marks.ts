import { z } from "zod";
import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import { READ_MARK_LIFE_MS, READ_MARK_MS } from "./limits.ts";
import { persist } from "./persist.ts";
import { report } from "./report.ts";
import type { Store, Transaction } from "./store.ts";

const mark = z.number().nullable();

interface Mark {
  person: string;
  room: string;
  seq: number;
}

/** Marks that one commit keeps. */
const MARKS_PER_COMMIT = 50;

/**
 * How far each person has read in each room. A mark never goes back. It is kept a moment later: readers move it with every
 * message, and one commit in a while will do; after a crash something counts as unread again, nothing is lost.
 */
export class ReadMarks {
  readonly #store: Store;
  readonly #environment: Environment;
  /** Not kept yet. */
  readonly #moved = new Map<string, Mark>();
  #saving: (() => void) | undefined;

  constructor(store: Store, environment: Environment) {
    this.#store = store;
    this.#environment = environment;
  }

  /** The person has read everything up to `seq`. Gives false if that was known. */
  async move(person: string, room: string, seq: number): Promise<boolean> {
    if (seq <= await this.of(person, room)) return false;
    const name = nameOf({ person, room });
    // Another move may have been faster.
    if (seq <= (this.#moved.get(name)?.seq ?? 0)) return false;
    this.#moved.set(name, { person, room, seq });
    this.#saveLater();
    return true;
  }

  /** How far the person has read; 0 if nothing is known. */
  async of(person: string, room: string): Promise<number> {
    const { value } = await this.#store.get(keys.read(person, room));
    const moved = this.#moved.get(nameOf({ person, room }))?.seq ?? 0;
    return Math.max(moved, seqOf(value));
  }

  /** How far the person has read in the rooms where anything is known, up to `most` of them. */
  async all(person: string, most: number): Promise<Map<string, number>> {
    const marks = new Map<string, number>();
    const range = {
      start: keys.read(person, "0"),
      end: keys.read(person, "~"),
      limit: most,
    };
    for await (const { key, value } of this.#store.list(range)) {
      marks.set(String(key.at(-1)), seqOf(value));
    }
    for (const moved of this.#moved.values()) {
      const seq = Math.max(moved.seq, marks.get(moved.room) ?? 0);
      if (moved.person === person) marks.set(moved.room, seq);
    }
    return marks;
  }

  /** Keeps what has moved. Throws if the store fails; what was not kept then is kept later. */
  async save(): Promise<void> {
    this.#saving?.();
    this.#saving = undefined;
    const moved = [...this.#moved.values()];
    try {
      while (moved.length > 0) {
        await this.#keep(moved.splice(0, MARKS_PER_COMMIT));
      }
    } finally {
      if (this.#moved.size > 0) this.#saveLater();
    }
  }

  #saveLater(): void {
    this.#saving ??= this.#environment.after(READ_MARK_MS, () => {
      this.save().catch((error) => report("keeping read marks failed", error));
    });
  }

  async #keep(marks: Mark[]): Promise<void> {
    await persist(this.#environment, () => this.#write(marks));
    for (const kept of marks) {
      const name = nameOf(kept);
      if (this.#moved.get(name) === kept) this.#moved.delete(name);
    }
  }

  /** Gives `null` for a conflict. */
  async #write(marks: readonly Mark[]): Promise<string | null> {
    const entries = await this.#store.getMany(
      marks.map(({ person, room }) => keys.read(person, room)),
    );
    const transaction: Transaction = { checks: [], sets: [], deletes: [] };
    for (const [i, { seq }] of marks.entries()) {
      const entry = entries[i];
      if (!entry || seqOf(entry.value) >= seq) continue;
      transaction.checks.push(entry);
      transaction.sets.push({
        key: entry.key,
        value: seq,
        expireIn: READ_MARK_LIFE_MS,
      });
    }
    return transaction.sets.length === 0
      ? ""
      : await this.#store.commit(transaction);
  }
}

function nameOf({ person, room }: { person: string; room: string }): string {
  return `${person} ${room}`;
}

function seqOf(value: unknown): number {
  return mark.parse(value) ?? 0;
}
