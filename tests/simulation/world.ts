import type { CrashPoint, Faults } from "./faults.ts";
import type { History } from "./history.ts";
import type { Random } from "./random.ts";
import type { Scheduler } from "./scheduler.ts";

/** What all parts of a simulation share. */
export interface World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly history: History;
  readonly faults: Faults;
  /** How often a text is as long as it may be. */
  readonly long: number;
}

/** A process as its surroundings see it. Once it is dead, nothing that its code still does has an effect. */
export interface Host {
  readonly name: string;
  readonly alive: boolean;
  /** The host gets to a point at which it may die; gives whether it did. */
  passes(point: CrashPoint): boolean;
}

/** What the simulated world throws at the code under test. */
export class SimulatedFailure extends Error {
  override readonly name = "SimulatedFailure";
}
