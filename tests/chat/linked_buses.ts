import type { Bus, Notice } from "@/chat/bus.ts";

/** Buses of workers in one process: what one posts the others hear, unless it is lost. */
export class LinkedBuses {
  readonly #listeners: ((notice: Notice) => void)[][] = [];
  /** Which notices get lost. */
  loses: (notice: Notice) => boolean = () => false;
  readonly posted: Notice[] = [];

  /** The bus of one more worker. */
  join(): Bus {
    const mine: ((notice: Notice) => void)[] = [];
    this.#listeners.push(mine);
    return {
      post: (notice) => this.#post(notice, mine),
      listen: (heard) => void mine.push(heard),
      close: () => void mine.splice(0),
    };
  }

  #post(notice: Notice, from: unknown): void {
    this.posted.push(notice);
    if (this.loses(notice)) return;
    for (const listeners of this.#listeners) {
      if (listeners === from) continue;
      for (const heard of listeners) heard(structuredClone(notice));
    }
  }
}
