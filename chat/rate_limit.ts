import { BoundedMap } from "./bounded_map.ts";
import type { Environment } from "./environment.ts";
import { RATE_BUCKETS } from "./limits.ts";

interface Bucket {
  tokens: number;
  /** When `tokens` was right. */
  at: number;
}

/** A whole token, less what rounding may have taken from it. */
const ONE = 1 - 1e-9;

/** Token buckets by name. They outlive connections, so that a reconnect gains nothing. */
export class RateLimit {
  /** The one that was used longest ago is the first to be forgotten. */
  readonly #buckets = new BoundedMap<string, Bucket>(RATE_BUCKETS);
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #environment: Environment;

  /** `perSecond` 0 means no limit. */
  constructor(perSecond: number, burst: number, environment: Environment) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#environment = environment;
  }

  /** Takes one from the bucket. Gives 0, or the milliseconds after which there will be one. */
  take(name: string): number {
    if (this.#perSecond === 0) return 0;
    const bucket = this.#refilled(name);
    if (bucket.tokens < ONE) {
      return Math.ceil((1 - bucket.tokens) / this.#perSecond * 1000);
    }
    bucket.tokens--;
    return 0;
  }

  #refilled(name: string): Bucket {
    const now = this.#environment.now();
    const bucket = this.#buckets.get(name) ?? { tokens: this.#burst, at: now };
    const gained = (now - bucket.at) / 1000 * this.#perSecond;
    bucket.tokens = Math.min(this.#burst, bucket.tokens + Math.max(0, gained));
    bucket.at = now;
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
