import type { Environment } from "./environment.ts";
import { STRIKES_PER_MINUTE } from "./limits.ts";

const MINUTE_MS = 60_000;

/** Counts what a connection does wrong; who floods is shown the door. */
export class Strikes {
  readonly #environment: Environment;
  #since: number;
  #count = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#since = environment.now();
  }

  /** True once there were too many of them within a minute. */
  add(): boolean {
    const now = this.#environment.now();
    if (now - this.#since > MINUTE_MS) {
      this.#since = now;
      this.#count = 0;
    }
    return ++this.#count > STRIKES_PER_MINUTE;
  }
}
