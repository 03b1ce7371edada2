import type { Bus } from "./bus.ts";
import type { Environment } from "./environment.ts";
import type { AdmissionFigures } from "./figures.ts";
import { SOCKETS_PER_WORKER } from "./limits.ts";
import { networkOf } from "./network.ts";
import { Refusal } from "./refusal.ts";

/** When a refused socket may try again, in milliseconds. */
const RETRY_AFTER_MS = 5_000;

/** How often a worker tells all its counts: a notice may have got lost. */
const ANNOUNCE_MS = 20_000;

export interface AdmissionParts {
  bus: Bus;
  /** Names this one. */
  worker: string;
  /** Sockets that an address may have open; 0: no limit. */
  perAddress: number;
  /** True if more sockets might be more than the memory holds. */
  memoryIsShort: () => boolean;
  environment: Environment;
}

type Reason = keyof AdmissionFigures["turnedAway"];

/** Counts the open sockets of each address, here and, as far as the bus tells, in the other workers. */
export class Admission implements AdmissionFigures {
  readonly turnedAway = { address: 0, memory: 0, full: 0 };
  readonly #bus: Bus;
  readonly #environment: Environment;
  readonly #worker: string;
  readonly #perAddress: number;
  readonly #memoryIsShort: () => boolean;
  readonly #here = new Map<string, number>();
  /** By worker. */
  readonly #elsewhere = new Map<string, Map<string, number>>();
  #total = 0;
  #stop: (() => void) | undefined;

  constructor(
    { bus, worker, perAddress, memoryIsShort, environment }: AdmissionParts,
  ) {
    this.#bus = bus;
    this.#worker = worker;
    this.#perAddress = perAddress;
    this.#memoryIsShort = memoryIsShort;
    this.#environment = environment;
  }

  /** From now on tells the other workers all its counts now and then. */
  start(): void {
    this.#stop = this.#environment.after(ANNOUNCE_MS, () => {
      this.#tell([...this.#here], true);
      this.start();
    });
  }

  stop(): void {
    this.#stop?.();
  }

  /** Lets a socket in and gives a function that counts it out again. Throws {@linkcode Refusal} if there are too many. */
  enter(address: string): () => void {
    const network = networkOf(address);
    const reason = this.#reasonAgainst(network);
    if (reason) throw this.#turnAway(reason);
    this.#add(network, 1);
    let inside = true;
    return () => {
      if (inside) this.#add(network, -1);
      inside = false;
    };
  }

  /** Another worker tells how many sockets of some networks it has, or of `all`. */
  heard(
    worker: string,
    told: readonly [network: string, count: number][],
    all: boolean,
  ): void {
    const known = all ? undefined : this.#elsewhere.get(worker);
    const counts = known ?? new Map<string, number>();
    for (const [network, count] of told) put(counts, network, count);
    this.#elsewhere.set(worker, counts);
  }

  #reasonAgainst(network: string): Reason | undefined {
    if (this.#total >= SOCKETS_PER_WORKER) return "full";
    if (this.#memoryIsShort()) return "memory";
    const hasMost = this.#perAddress > 0 &&
      this.#count(network) >= this.#perAddress;
    return hasMost ? "address" : undefined;
  }

  #turnAway(reason: Reason): Refusal {
    this.turnedAway[reason]++;
    const details = { retryAfter: RETRY_AFTER_MS };
    return reason === "address"
      ? new Refusal(
        "rate_limited",
        `Cannot open another connection: ${this.#perAddress} from one address are the most`,
        details,
      )
      : new Refusal(
        "unavailable",
        "Cannot open another connection: the server is full",
        details,
      );
  }

  #count(network: string): number {
    let count = this.#here.get(network) ?? 0;
    for (const counts of this.#elsewhere.values()) {
      count += counts.get(network) ?? 0;
    }
    return count;
  }

  #add(network: string, change: number): void {
    const count = (this.#here.get(network) ?? 0) + change;
    put(this.#here, network, count);
    this.#total += change;
    this.#tell([[network, count]], false);
  }

  #tell(counts: [string, number][], all: boolean): void {
    this.#bus.post({ type: "sockets", worker: this.#worker, counts, all });
  }
}

function put(counts: Map<string, number>, network: string, count: number) {
  if (count > 0) counts.set(network, count);
  else counts.delete(network);
}
