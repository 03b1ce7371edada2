import { z } from "zod";
import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import { READ_MARK_MS } from "./limits.ts";
import type { Store } from "./store.ts";

const mark = z.number().nullable();

/**
 * How far each person has read in each room. A mark never goes back. It is kept a moment later: readers move it with every
 * message, and one commit in a while will do; after a crash something counts as unread again, nothing is lost.
 */
export class ReadMarks {
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #moved = new Map<
    string,
    { person: string; room: string; seq: number }
  >();
  #saving: (() => void) | undefined;

  constructor(store: Store, environment: Environment) {
    this.#store = store;
    this.#environment = environment;
  }

  /** The person has read everything up to `seq`. */
  move(person: string, room: string, seq: number): void {
    const name = `${person} ${room}`;
    if (seq <= (this.#moved.get(name)?.seq ?? 0)) return;
    this.#moved.set(name, { person, room, seq });
    this.#saving ??= this.#environment.after(READ_MARK_MS, () => {
      this.save().catch((error) =>
        console.error(`Keeping read marks failed: ${error}`)
      );
    });
  }

  /** How far the person has read; 0 if nothing is known. */
  async of(person: string, room: string): Promise<number> {
    const moved = this.#moved.get(`${person} ${room}`)?.seq ?? 0;
    const { value } = await this.#store.get(keys.read(person, room));
    return Math.max(moved, mark.parse(value) ?? 0);
  }

  /** Keeps what has moved. Throws if the store fails. */
  async save(): Promise<void> {
    this.#saving?.();
    this.#saving = undefined;
    const moved = [...this.#moved.values()];
    this.#moved.clear();
    for (const { person, room, seq } of moved) {
      if (!await this.#advance(person, room, seq)) this.move(person, room, seq);
    }
  }

  /** Gives false when somebody else was faster. */
  async #advance(person: string, room: string, seq: number): Promise<boolean> {
    const key = keys.read(person, room);
    const { value, version } = await this.#store.get(key);
    if ((mark.parse(value) ?? 0) >= seq) return true;
    const transaction = {
      checks: [{ key, version }],
      sets: [{ key, value: seq }],
      deletes: [],
    };
    return await this.#store.commit(transaction) !== null;
  }
}
