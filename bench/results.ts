import type { Measurement } from "./figures.ts";
import type { CurveName, ScenarioName } from "./names.ts";
import type { PeerName } from "./peers.ts";

/** The runs of one scenario, in the order of the rounds. */
export type Runs = Partial<Record<PeerName, Measurement[]>>;

/** A point of a curve. */
export interface Point extends Measurement {
  x: number;
}

/** What was measured on, as far as it matters. */
export interface Machine {
  processor: string;
  cores: number;
  memoryBytes: number;
  kernel: string;
  /** Of Deno and the peers. */
  versions: Record<string, string>;
  pinned: boolean;
}

/** Everything one call of `deno task bench` has measured; kept as `docs/performance/results.json`. */
export interface Results {
  /** The day, as in `2026-01-31`. */
  date: string;
  machine: Machine;
  rounds: number;
  seconds: number;
  scenarios: Partial<Record<ScenarioName, Runs>>;
  curves: Partial<Record<CurveName, Point[]>>;
}
