import type { Environment } from "./environment.ts";
import { COMMANDS_BURST } from "./limits.ts";
import { networkOf } from "./network.ts";
import { RateLimit } from "./rate_limit.ts";
import { Refusal } from "./refusal.ts";

/** An address stands for many people behind it: it may send as much as so many of them. */
const PEOPLE_PER_ADDRESS = 10;

/** How fast commands may come, from a person and from an address. */
export class CommandLimit {
  readonly #person: RateLimit;
  readonly #address: RateLimit;

  /** `perSecond`: of a person; 0 means no limit. */
  constructor(perSecond: number, environment: Environment) {
    this.#person = new RateLimit(perSecond, COMMANDS_BURST, environment);
    this.#address = new RateLimit(
      perSecond * PEOPLE_PER_ADDRESS,
      COMMANDS_BURST * PEOPLE_PER_ADDRESS,
      environment,
    );
  }

  /** Counts one more. Throws {@linkcode Refusal} if it came too soon. Who is refused for their own haste takes nothing from the others at the address. */
  take(person: string, address: string): void {
    const wait = this.#person.take(person) ||
      this.#address.take(networkOf(address));
    if (wait === 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new Refusal("rate_limited", `Too fast: try again in ${seconds} s`, {
      retryAfter: wait,
    });
  }
}
