import type { Measurement } from "@/bench/figures.ts";
import type { Resume } from "@/bench/job.ts";
import { now } from "./clock.ts";
import type { Cursor } from "./dialect.ts";
import { fillRoom } from "./fill.ts";
import { Histogram } from "./histogram.ts";
import { latencyFigures } from "./latency_figures.ts";
import { Meter } from "./meter.ts";
import { Returner } from "./returner.ts";
import type { Run } from "./run.ts";

/** How long all may take to catch up, in microseconds. */
const PATIENCE = 60e6;

/** Clients come back at the same time, and each gets what it has missed; its latency is the time from the moment at which all set out until it has it all. */
export function resume(run: Run, task: Resume): Measurement {
  const cursor = task.missed > 0
    ? fillRoom(run, task.missed, task.bytes)
    : undefined;
  const latency = new Histogram();
  const meter = new Meter(run.server);
  const start = now();
  for (let time = 0; time < task.times; time++) {
    comeBack(run, task, cursor, latency);
  }
  const elapsed = (now() - start) / 1000 / task.times;
  const clients = task.clients * task.times;
  const { seconds, figures } = meter.read(clients * Math.max(1, task.missed));
  return run.result({
    ...(task.missed > 0 && {
      deliveriesPerSecond: clients * task.missed / seconds,
    }),
    elapsed,
    ...latencyFigures(latency),
    ...figures,
  }, clients * task.missed);
}

function comeBack(
  run: Run,
  { clients, missed }: Resume,
  cursor: Cursor | undefined,
  latency: Histogram,
): void {
  let done = 0;
  const all: Returner[] = [];
  const start = now();
  const finish = () => {
    latency.record(now() - start);
    done++;
  };
  run.openAll(
    clients,
    () => all.push(new Returner(run, cursor, missed, finish)),
    () => done,
    PATIENCE,
  );
  for (const returner of all) returner.close();
}
