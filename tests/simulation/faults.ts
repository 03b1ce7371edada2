import type { History } from "./history.ts";
import type { Random } from "./random.ts";

/**
 * What goes wrong, and how often: the chance each time that it could. A seed has only some of these and each more or less often than it
 * says here: faults that would hide each other then get their turn alone.
 */
const CHANCES = {
  // The store.
  "read throws": 0.03,
  "store slow": 0.03,
  "store down": 0.001,
  "commit conflicts for no reason": 0.03,
  "commit goes through, reported as conflict": 0.02,
  "commit throws before": 0.02,
  "commit throws after": 0.02,
  "commit throws, lands late": 0.02,
  "watch hint lost": 0.3,
  // The bus.
  "notice dropped": 0.1,
  "notice repeated": 0.05,
  "notice out of order": 0.1,
  "bus overflows": 0.01,
  // The network.
  "connection refused": 0.1,
  "connection never opens": 0.03,
  "connection cut": 0.003,
  "connection cut, server learns late": 0.002,
  "connection dead, nobody learns": 0.001,
  "frame late": 0.01,
  "reader stops": 0.01,
  "close reported twice": 0.2,
  // Processes, by the point at which they die.
  "crash: frame received": 0.002,
  "crash: read asked": 0.002,
  "crash: read answered": 0.002,
  "crash: commit asked": 0.004,
  "crash: commit done, not reported": 0.004,
  "crash: committed, before the notice": 0.004,
  "crash: committed, after the notice": 0.004,
  "crash: before a frame": 0.001,
  "crash: after a frame": 0.001,
  "server goes away": 0.3,
  // People.
  "page reloaded": 0.02,
  "tab closed": 0.005,
  "page suspended": 0.01,
} as const;

export type Fault = keyof typeof CHANCES;
export type CrashPoint = Extract<Fault, `crash: ${string}`>;

/** One seed in so many has no fault at all. */
const CALM_SEEDS = 16;
/** So often a kind of fault is in a seed. */
const KIND_CHANCE = 0.45;
/** Processes that may die in a run: nothing is learnt from a server that is never up. */
const MOST_CRASHES = 8;

/** The faults of one run. */
export class Faults {
  /** How often each has happened. */
  readonly counts = new Map<Fault, number>();
  readonly #random: Random;
  readonly #history: History;
  readonly #chances = new Map<Fault, number>();
  #active = true;
  #crashes = 0;

  constructor(random: Random, history: History) {
    this.#random = random;
    this.#history = history;
    if (random.chance(1 / CALM_SEEDS)) return;
    for (const fault of kinds()) {
      if (!random.chance(KIND_CHANCE)) continue;
      this.#chances.set(fault, CHANCES[fault] * random.pick([0.3, 1, 3]));
    }
  }

  /** Decides whether this goes wrong now, and counts it. */
  happens(fault: Fault, where = ""): boolean {
    const chance = this.#chances.get(fault) ?? 0;
    if (!this.#active || chance === 0 || !this.#random.chance(chance)) {
      return false;
    }
    if (fault.startsWith("crash:") && this.#crashes++ >= MOST_CRASHES) {
      return false;
    }
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    this.#history.fault(fault, where);
    return true;
  }

  /** From now on all is well. */
  stop(): void {
    this.#active = false;
  }

  get active(): boolean {
    return this.#active;
  }
}

function kinds(): Fault[] {
  return Object.keys(CHANCES).filter(isFault);
}

function isFault(name: string): name is Fault {
  return name in CHANCES;
}
