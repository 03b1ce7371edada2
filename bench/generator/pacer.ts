import { now } from "./clock.ts";

/** Calls something at a steady rate, whatever comes of it. */
export class Pacer {
  readonly #interval: number;
  readonly #call: (time: number) => void;
  #next = now();

  /** @param call Gets the time at which it should have been called, in microseconds. */
  constructor(perSecond: number, call: (time: number) => void) {
    this.#interval = 1e6 / perSecond;
    this.#call = call;
  }

  /** Does what is due, and gives the microseconds until the next call. */
  tick(): number {
    while (this.#next <= now()) {
      this.#call(this.#next);
      this.#next += this.#interval;
    }
    return this.#next - now();
  }
}
