import type { Random } from "@/tests/simulation/random.ts";
import type { Crowd } from "./crowd.ts";
import type { Lookout } from "./lookout.ts";
import type { Recovery } from "./recovery.ts";
import type { Seat } from "./seat.ts";
import type { Person, Site } from "./site.ts";
import type { Witness } from "./witness.ts";

/** Where a round takes place, and whoever takes part in it. */
export interface Stage {
  readonly site: Site;
  readonly crowd: Crowd;
  readonly witness: Witness;
  readonly recovery: Recovery;
  readonly lookout: Lookout;
  readonly random: Random;
  /** Everybody writes in the first one; the last one is for floods, and only readers follow it. */
  readonly rooms: readonly string[];
  readonly people: readonly Person[];
  /** What went wrong on purpose, and how often. */
  readonly faults: Map<string, number>;
}

/** Throws `RangeError` if there are fewer seats. */
export function seatAt({ site }: Stage, number: number): Seat {
  const seat = site.seats[number];
  if (seat) return seat;
  throw new RangeError(`Cannot find seat ${number}`);
}

/** Notes that something goes wrong on purpose. */
export function note(
  { witness, faults }: Stage,
  fault: string,
  where: string,
  count = 1,
): void {
  witness.history.fault(fault, where);
  faults.set(fault, (faults.get(fault) ?? 0) + count);
}

/** Chooses each with this probability. */
export function some({ random }: Stage, share: number): () => boolean {
  return () => random.chance(share);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
