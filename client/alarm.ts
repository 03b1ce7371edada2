import type { Environment } from "./environment.ts";
import { guarded } from "./guarded.ts";

/** A timer for one purpose: setting it anew calls off what it was set to. */
export class Alarm {
  readonly #environment: Environment;
  #timer: number | null = null;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get isSet(): boolean {
    return this.#timer !== null;
  }

  /** Runs `run` after `ms`. */
  set(ms: number, run: () => void): void {
    this.clear();
    const ring = () => {
      this.#timer = null;
      run();
    };
    this.#timer = this.#environment.setTimer(guarded(ring), ms);
  }

  clear(): void {
    if (this.#timer !== null) this.#environment.clearTimer(this.#timer);
    this.#timer = null;
  }
}
