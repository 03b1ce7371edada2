import type { Environment } from "./environment.ts";
import { PRESENCE_EVERY_MS, PRESENCE_SOON_MS } from "./limits.ts";

/** One timer for work that gathers: it comes soon after calm, then no more often than once in {@linkcode PRESENCE_EVERY_MS}. */
export class Ticker {
  readonly #environment: Environment;
  readonly #tick: () => void;
  #alarm: { at: number; stop: () => void } | undefined;
  #last = -Infinity;
  #closed = false;

  constructor(environment: Environment, tick: () => void) {
    this.#environment = environment;
    this.#tick = tick;
  }

  /** There is something to do. */
  soon(): void {
    const now = this.#environment.now();
    // The clock may have been set back.
    const last = Math.min(this.#last, now);
    this.wake(Math.max(now + PRESENCE_SOON_MS, last + PRESENCE_EVERY_MS));
  }

  /** There will be something to do at this time, in milliseconds since the Unix epoch. */
  wake(at: number): void {
    if (this.#closed || (this.#alarm && this.#alarm.at <= at)) return;
    this.#alarm?.stop();
    const wait = Math.max(0, at - this.#environment.now());
    const stop = this.#environment.after(wait, () => this.#ring());
    this.#alarm = { at, stop };
  }

  close(): void {
    this.#closed = true;
    this.#alarm?.stop();
  }

  #ring(): void {
    this.#alarm = undefined;
    this.#last = this.#environment.now();
    this.#tick();
  }
}
