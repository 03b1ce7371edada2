import { backOff, sensible } from "./back_off.ts";
import type { Environment } from "./environment.ts";

/** A connection that was lost sooner than this has not shown that all is well: the next pause goes on growing. */
const STEADY_MS = 2_000;

/** How long to wait between two connections. */
export class Pauses {
  readonly #environment: Environment;
  #failures = 0;
  #asked = 0;
  #notBefore = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The server asks to be left alone for so many ms after this connection. */
  ask(ms: number): void {
    this.#asked = sensible(ms);
  }

  /** The pause after a connection that was open for `openFor` ms. */
  next(openFor: number): number {
    if (openFor >= STEADY_MS) this.#failures = 0;
    const random = this.#environment.random();
    const backingOff = backOff(this.#failures++, random);
    if (this.#asked === 0) return backingOff;
    const pause = this.#asked * (1 + random);
    this.#notBefore = this.#environment.now() + pause;
    this.#asked = 0;
    return pause;
  }

  /** Somebody would like to connect now; gives whether that may be, and then all counts as forgotten. */
  cutShort(): boolean {
    const may = this.#environment.now() >= this.#notBefore;
    if (may) this.#failures = 0;
    return may;
  }
}
