import type { Measurement } from "@/bench/figures.ts";
import type { FanOut } from "@/bench/job.ts";
import { now } from "./clock.ts";
import { Crowd } from "./crowd.ts";
import { latencyFigures } from "./latency_figures.ts";
import { Meter } from "./meter.ts";
import { Pacer } from "./pacer.ts";
import { residentBytes } from "./process_usage.ts";
import type { Run } from "./run.ts";

/** How far readers may be behind when the writers stop, in microseconds. */
const DRAIN_PATIENCE = 10e6;

/** Writers write, everyone reads; what is measured is what readers get. */
export function fanOut(run: Run, task: FanOut): Measurement {
  const crowd = new Crowd(run, task);
  crowd.assemble();
  crowd.start();
  const tick = paceOf(crowd, task);
  run.until(now() + task.warmUp * 1000, tick);
  const figures = measure(run, task, crowd, tick);
  crowd.stop();
  run.waitFor(DRAIN_PATIENCE, () => crowd.missing <= 0);
  judge(run, crowd);
  return run.result(figures, crowd.tally.deliveries);
}

function paceOf(crowd: Crowd, { perSecond }: FanOut): () => number {
  if (perSecond === undefined) return () => Infinity;
  let turn = 0;
  const pacer = new Pacer(perSecond, (time) => {
    const writer = crowd.writers[turn++ % crowd.writers.length];
    if (writer !== undefined) crowd.post(writer, time);
  });
  return () => pacer.tick();
}

function measure(run: Run, task: FanOut, crowd: Crowd, tick: () => number) {
  const { tally } = crowd;
  const before = counts(crowd);
  tally.latency.reset();
  const meter = new Meter(run.server);
  run.until(now() + task.duration * 1000, tick);
  const after = counts(crowd);
  const deliveries = after.deliveries - before.deliveries;
  const { seconds, figures } = meter.read(deliveries);
  return {
    messagesPerSecond: deliveries / task.readers / seconds,
    deliveriesPerSecond: deliveries / seconds,
    framesPerSecond: (after.frames - before.frames) / seconds,
    ...latencyFigures(tally.latency),
    ...figures,
    serverBytes: residentBytes(run.server),
  };
}

function counts({ tally: { deliveries, frames } }: Crowd) {
  return { deliveries, frames };
}

function judge(run: Run, { missing, sent, tally }: Crowd): void {
  // What has gone wrong before is why deliveries are missing.
  if (missing > 0 && run.problems.length === 0) {
    run.problem(
      `Readers did not keep up: ${missing} deliveries were missing ${
        DRAIN_PATIENCE / 1e6
      } s after the last of ${sent} messages`,
    );
  }
  if (missing < 0) run.problem(`${-missing} deliveries too many`);
  if (tally.misplaced > 0) {
    run.problem(`${tally.misplaced} deliveries lost, doubled or out of order`);
  }
}
