import type { Bus } from "./bus.ts";
import { SOCKETS_PER_WORKER } from "./limits.ts";
import { networkOf } from "./network.ts";
import { Refusal } from "./refusal.ts";

/** When a refused socket may try again, in milliseconds. */
const RETRY_AFTER_MS = 5_000;

/** Counts the open sockets of each address, here and, as far as the bus tells, in the other workers. */
export class Admission {
  readonly #bus: Bus;
  readonly #worker: string;
  readonly #perAddress: number;
  readonly #here = new Map<string, number>();
  readonly #elsewhere = new Map<string, Map<string, number>>();
  #total = 0;

  /** `worker` names this one; `perAddress` 0 means no limit. */
  constructor(bus: Bus, worker: string, perAddress: number) {
    this.#bus = bus;
    this.#worker = worker;
    this.#perAddress = perAddress;
  }

  /** Lets a socket in and gives a function that counts it out again. Throws {@linkcode Refusal} if there are too many. */
  enter(address: string): () => void {
    if (this.#total >= SOCKETS_PER_WORKER) {
      throw new Refusal(
        "unavailable",
        "Cannot open another connection: the server is full",
        { retryAfter: RETRY_AFTER_MS },
      );
    }
    const network = networkOf(address);
    if (this.#perAddress > 0 && this.#count(network) >= this.#perAddress) {
      throw new Refusal(
        "rate_limited",
        `Cannot open another connection: ${this.#perAddress} from one address are the most`,
        {
          retryAfter: RETRY_AFTER_MS,
        },
      );
    }
    this.#add(network, 1);
    let inside = true;
    return () => {
      if (inside) this.#add(network, -1);
      inside = false;
    };
  }

  /** Another worker tells how many sockets of a network it has. */
  heard(worker: string, network: string, count: number): void {
    const counts = this.#elsewhere.get(network) ?? new Map<string, number>();
    if (count > 0) counts.set(worker, count);
    else counts.delete(worker);
    if (counts.size > 0) this.#elsewhere.set(network, counts);
    else this.#elsewhere.delete(network);
  }

  #count(network: string): number {
    let count = this.#here.get(network) ?? 0;
    for (const others of this.#elsewhere.get(network)?.values() ?? []) {
      count += others;
    }
    return count;
  }

  #add(network: string, change: number): void {
    const count = (this.#here.get(network) ?? 0) + change;
    if (count > 0) this.#here.set(network, count);
    else this.#here.delete(network);
    this.#total += change;
    this.#bus.post({ type: "sockets", worker: this.#worker, network, count });
  }
}
