import type { Entry } from "@/tests/simulation/history.ts";
import type { Violation } from "@/tests/simulation/violation.ts";
import { calmDown } from "./calm.ts";
import { type Evidence, judge } from "./judge.ts";
import type { Storm } from "./plan.ts";
import { type Cast, setStage } from "./set_stage.ts";
import type { Site } from "./site.ts";
import type { Stage } from "./stage.ts";
import { carryOut } from "./storm.ts";

/** Until everybody is there, in milliseconds. */
const ARRIVAL_MS = 30_000;

/** What a round is made of. */
export interface RoundPlan extends Cast {
  /** What goes wrong; each is drawn when the one before is over. */
  storms: Iterable<Storm>;
}

/** Resident memory of all servers together, in bytes; `undefined` where it cannot be seen. */
export interface Memory {
  start: number | undefined;
  end: number | undefined;
}

/** A round that was played, and not judged yet. */
export interface Played {
  stage: Stage;
  evidence: Evidence;
  /** How long it took somebody each time to be well again, in milliseconds. */
  recoveries: readonly number[];
  memory: Memory;
}

/** What came of a round. */
export interface Round extends Pick<Played, "recoveries" | "memory"> {
  seed: number;
  history: readonly Entry[];
  violations: readonly Violation[];
  /** What went wrong on purpose, by name. */
  faults: ReadonlyMap<string, number>;
}

/** Plays a round on a site whose servers are up, and judges it. They are down afterwards. */
export async function playRound(site: Site, plan: RoundPlan): Promise<Round> {
  const { stage, evidence, ...measured } = await perform(site, plan);
  return {
    seed: plan.seed,
    history: evidence.history,
    violations: await judge(stage, evidence),
    faults: stage.faults,
    ...measured,
  };
}

/** Plays a round. Afterwards the servers are down. */
export async function perform(
  site: Site,
  plan: RoundPlan,
): Promise<Played> {
  using _ = hushDebug();
  const stage = await setStage(site, plan);
  await arrive(stage);
  const start = await site.memory();
  for (const storm of plan.storms) await carryOut(stage, storm);
  const unrest = await calmDown(stage);
  const end = await site.memory();
  // Copied before they leave: how the round itself comes to its end is no part of it.
  const recoveries = [...stage.recovery.times];
  const evidence = evidenceOf(stage, unrest);
  await leave(stage);
  return { stage, evidence, recoveries, memory: { start, end } };
}

/** The client notes each lost stream for whoever debugs it, which a browser does not show either. */
function hushDebug(): Disposable {
  const { debug } = console;
  console.debug = () => {};
  return { [Symbol.dispose]: () => void (console.debug = debug) };
}

async function arrive({ crowd, lookout, witness }: Stage): Promise<void> {
  crowd.start();
  const areThere = () =>
    crowd.quickOnes.every((member) => member.isAt(witness.heads));
  await lookout.until(areThere, ARRIVAL_MS);
  crowd.work();
}

function evidenceOf({ witness, crowd }: Stage, unrest: string[]): Evidence {
  return {
    history: [...witness.history.entries],
    views: crowd.members.pages.flatMap((page) => page.views()),
    unrest,
  };
}

async function leave({ crowd, site }: Stage): Promise<void> {
  const gone = crowd.stop();
  for (const { proxy } of site.seats) proxy.hangUp();
  await gone;
  await site.stop();
}
