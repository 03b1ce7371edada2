import type { Bus } from "./bus.ts";
import type { Environment } from "./environment.ts";
import { ROLL_CALL_MS, SILENCE_MS } from "./limits.ts";

/** Notices when another worker of the process falls silent: its share of the connections then hangs, and nobody else would tell. */
export class RollCall {
  readonly #environment: Environment;
  readonly #bus: Bus;
  readonly #worker: string;
  readonly #heard = new Map<string, number>();
  #stop: (() => void) | undefined;

  /** `worker` names this one. */
  constructor(bus: Bus, worker: string, environment: Environment) {
    this.#bus = bus;
    this.#worker = worker;
    this.#environment = environment;
  }

  /** From now on this worker tells the others that it is there. */
  start(): void {
    this.#bus.post({ type: "here", worker: this.#worker });
    this.#stop = this.#environment.after(ROLL_CALL_MS, () => this.start());
  }

  stop(): void {
    this.#stop?.();
  }

  heard(worker: string): void {
    this.#heard.set(worker, this.#environment.now());
  }

  /** How many of the workers that were there have not been heard of for too long. */
  get silent(): number {
    const now = this.#environment.now();
    let silent = 0;
    for (const at of this.#heard.values()) if (now - at > SILENCE_MS) silent++;
    return silent;
  }
}
