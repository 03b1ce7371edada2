import type { Measurement } from "@/bench/figures.ts";
import type { Idle } from "@/bench/job.ts";
import { now } from "./clock.ts";
import { Crowd } from "./crowd.ts";
import { Meter } from "./meter.ts";
import { residentBytes } from "./process_usage.ts";
import type { Run } from "./run.ts";

/** Memory counts as settled when it stays within this share for so many microseconds. */
const STEADY_SHARE = 0.005;
const STEADY_TIME = 2e6;
const STEADY_PATIENCE = 40e6;
/** How often it is looked at. */
const LOOK = 250_000;

/** Connections that do nothing: what each costs in memory, and all together in processor time. */
export function idle(run: Run, { connections, readers }: Idle): Measurement {
  const before = settledMemory(run);
  const crowd = new Crowd(run, {
    rooms: Math.ceil(connections / readers),
    readers,
    writers: 0,
    bytes: 0,
  });
  crowd.assemble();
  const serverBytes = settledMemory(run);
  const meter = new Meter(run.server);
  run.until(now() + STEADY_TIME);
  const { figures } = meter.read(0);
  return run.result({
    connectionBytes: (serverBytes - before) / crowd.size,
    serverBytes,
    ...figures,
  }, crowd.tally.deliveries);
}

/** Waits until the server's memory neither grows nor shrinks. */
function settledMemory(run: Run): number {
  const end = now() + STEADY_PATIENCE;
  let reference = residentBytes(run.server);
  let since = now();
  while (now() - since < STEADY_TIME && run.problems.length === 0) {
    run.until(now() + LOOK);
    const bytes = residentBytes(run.server);
    if (Math.abs(bytes - reference) > STEADY_SHARE * reference) {
      reference = bytes;
      since = now();
    }
    if (now() > end) run.problem("The server's memory did not settle");
  }
  return residentBytes(run.server);
}
