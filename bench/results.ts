import type { Point } from "./curves.ts";
import type { Measurement } from "./figures.ts";
import type { Machine } from "./machine.ts";
import type { CurveName, ScenarioName } from "./names.ts";
import type { PeerName } from "./peers.ts";

/** The runs of one scenario, in the order of the rounds. */
export type Runs = Partial<Record<PeerName, Measurement[]>>;

/** Everything that one call of `deno task bench` has measured. */
export interface Results {
  /** The day, as in `2026-01-31`. */
  date: string;
  machine: Machine;
  rounds: number;
  /** How long each run measured. */
  seconds: number;
  scenarios: Partial<Record<ScenarioName, Runs>>;
  curves: Partial<Record<CurveName, Point[]>>;
}
