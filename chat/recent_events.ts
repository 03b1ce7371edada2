import { isDeletion } from "./protocol.ts";
import { RECENT_BYTES, RECENT_EVENTS } from "./limits.ts";
import type { Recent, RecentMemory } from "./recent_memory.ts";
import { lengthOf } from "./text.ts";

/** The newest events of a room, kept in memory so that whoever is a little behind costs no read. */
export class RecentEvents implements Recent {
  readonly #memory: RecentMemory;
  #first: number;
  #texts: string[] = [];
  #bytes = 0;

  /** `head`: the last event before the ones that will be added. `memory` is shared with other rooms. */
  constructor(head: number, memory: RecentMemory) {
    this.#first = head + 1;
    this.#memory = memory;
  }

  /**
   * Adds the events that follow the last one. A deletion makes it forget what came before: the deleted text is gone from the
   * log and must not come back from here.
   */
  add(texts: readonly string[]): void {
    for (const text of texts) {
      this.#texts.push(text);
      this.#bytes += text.length;
    }
    if (texts.some(isDeletion)) return this.forget();
    this.#trim();
    this.#memory.grown(this, this.#bytes);
  }

  /** How many events after `seq` come before the first one that is here. */
  missing(seq: number): number {
    return Math.max(0, this.#first - 1 - seq);
  }

  /**
   * Takes back events that were read from the log, those after `seq`, if they end where this begins and there is space. What comes before a
   * deletion stays away.
   */
  recall(seq: number, texts: readonly string[]): void {
    const kept = texts.slice(texts.findLastIndex(isDeletion) + 1);
    const bytes = this.#bytes + lengthOf(kept);
    const fits = this.#texts.length + kept.length <= RECENT_EVENTS &&
      bytes <= RECENT_BYTES;
    if (!fits || seq + texts.length + 1 !== this.#first) return;
    this.#texts = [...kept, ...this.#texts];
    this.#first -= kept.length;
    this.#bytes = bytes;
    this.#memory.grown(this, bytes);
  }

  /** Up to `limit` events after `seq`; `undefined` if they are not all here any more. */
  after(seq: number, limit: number): readonly string[] | undefined {
    const start = seq + 1 - this.#first;
    return start < 0 ? undefined : this.#texts.slice(start, start + limit);
  }

  /** Keeps nothing of what has come so far. */
  forget(): void {
    this.#first += this.#texts.length;
    this.#texts = [];
    this.#bytes = 0;
    this.#memory.gaveUp(this);
  }

  /** In chunks: moving an array's start for each event would cost as much as the array is long. */
  #trim(): void {
    const over = this.#texts.length - RECENT_EVENTS;
    if (over < RECENT_EVENTS && this.#bytes < 2 * RECENT_BYTES) return;
    let drop = Math.max(over, 0);
    let bytes = this.#bytes - lengthOf(this.#texts.slice(0, drop));
    while (bytes > RECENT_BYTES && drop < this.#texts.length) {
      bytes -= this.#texts[drop++]?.length ?? 0;
    }
    this.#texts.splice(0, drop);
    this.#first += drop;
    this.#bytes = bytes;
  }
}
