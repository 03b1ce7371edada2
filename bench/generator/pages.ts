import type { Measurement } from "@/bench/figures.ts";
import type { Pages } from "@/bench/job.ts";
import { now } from "./clock.ts";
import { HttpClient } from "./http_client.ts";
import { Histogram } from "./histogram.ts";
import { latencyFigures } from "./latency_figures.ts";
import { Meter } from "./meter.ts";
import type { Run } from "./run.ts";

/** How long the first response may take, in microseconds. */
const PATIENCE = 10e6;

/** Requests for a page, each connection its next one when it has got the last one's answer. */
export function pages(run: Run, task: Pages): Measurement {
  const latency = new Histogram();
  let responses = 0;
  const answered = (microseconds: number) => {
    latency.record(microseconds);
    responses++;
  };
  for (let i = 0; i < task.connections; i++) {
    new HttpClient(run, task.path, answered);
  }
  if (!run.waitFor(PATIENCE, () => responses > 0)) {
    run.problem(`The server did not answer 'GET ${task.path}'`);
  }
  run.until(now() + task.warmUp * 1000);
  latency.reset();
  const meter = new Meter(run.server);
  run.until(now() + task.duration * 1000);
  const { seconds, figures } = meter.read(latency.count);
  return run.result({
    requestsPerSecond: latency.count / seconds,
    ...latencyFigures(latency),
    ...figures,
  }, responses);
}
