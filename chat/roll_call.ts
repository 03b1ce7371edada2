import type { Bus } from "./bus.ts";
import type { Environment } from "./environment.ts";
import type { Figures } from "./figures.ts";
import { ROLL_CALL_MS, SILENCE_MS } from "./limits.ts";

/**
 * Each worker of the process tells the others now and then that it is there, and its figures. So one notices when another falls silent (its
 * share of the connections then hangs, and nobody else would tell), and any of them can tell the figures of all.
 */
export class RollCall {
  readonly #environment: Environment;
  readonly #bus: Bus;
  readonly #worker: string;
  readonly #figures: () => Figures;
  readonly #heard = new Map<string, { at: number; figures: Figures }>();
  #stop: (() => void) | undefined;

  /** `worker` names this one; `figures` gives its own. */
  constructor(
    bus: Bus,
    worker: string,
    figures: () => Figures,
    environment: Environment,
  ) {
    this.#bus = bus;
    this.#worker = worker;
    this.#figures = figures;
    this.#environment = environment;
  }

  /** From now on this worker tells the others that it is there. */
  start(): void {
    const figures = this.#figures();
    this.#bus.post({ type: "here", worker: this.#worker, figures });
    this.#stop = this.#environment.after(ROLL_CALL_MS, () => this.start());
  }

  stop(): void {
    this.#stop?.();
  }

  heard(worker: string, figures: Figures): void {
    this.#heard.set(worker, { at: this.#environment.now(), figures });
  }

  /** How many of the workers that were there have not been heard of for too long. */
  get silent(): number {
    return this.#heard.size - this.#audible.length;
  }

  /** By worker: this one's as they are now, and of those that are not silent what they told last. */
  get figures(): Map<string, Figures> {
    return new Map([[this.#worker, this.#figures()], ...this.#audible]);
  }

  get #audible(): [worker: string, Figures][] {
    const now = this.#environment.now();
    return [...this.#heard].flatMap(([worker, { at, figures }]) =>
      now - at > SILENCE_MS ? [] : [[worker, figures]]
    );
  }
}
