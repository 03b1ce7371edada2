import type { Environment } from "./environment.ts";
import { networkOf } from "./network.ts";
import { RateLimit } from "./rate_limit.ts";
import { Refusal } from "./refusal.ts";

export interface Pace {
  /** Of a person; 0 means no limit. */
  perSecond: number;
  burst: number;
  /** An address stands for many people behind it: it may do as much as so many of them. */
  peoplePerAddress: number;
  /** What is wrong with who is faster: the beginning of a sentence. */
  complaint: string;
}

/** How fast something may come, from a person and from an address. */
export class PersonLimit {
  readonly #person: RateLimit;
  readonly #address: RateLimit;
  readonly #complaint: string;

  constructor(
    { perSecond, burst, peoplePerAddress, complaint }: Pace,
    environment: Environment,
  ) {
    this.#person = new RateLimit(perSecond, burst, environment);
    this.#address = new RateLimit(
      perSecond * peoplePerAddress,
      burst * peoplePerAddress,
      environment,
    );
    this.#complaint = complaint;
  }

  /** Counts one more. Throws {@linkcode Refusal} if it came too soon. Who is refused for their own haste takes nothing from the others at the address. */
  take(person: string, address: string): void {
    const wait = this.#person.take(person) ||
      this.#address.take(networkOf(address));
    if (wait === 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new Refusal(
      "rate_limited",
      `${this.#complaint}: try again in ${seconds} s`,
      { retryAfter: wait },
    );
  }
}
