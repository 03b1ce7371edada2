import type { Figures } from "@/chat/figures.ts";
import type { Metric, Sample } from "./prometheus.ts";

/** A metric of which each worker has samples. */
interface Row extends Omit<Metric, "samples"> {
  of: (figures: Figures) => Sample[];
}

const ROWS: readonly Row[] = [
  {
    name: "confab_connections",
    type: "gauge",
    help: "Open sockets and event streams.",
    of: ({ connections }) => [{ value: connections }],
  },
  {
    name: "confab_refused_connections_total",
    type: "counter",
    help:
      "Sockets and event streams that were not let in; address: too many from one, memory: too little left, full: too many in the worker.",
    of: ({ turnedAway }) =>
      Object.entries(turnedAway).map(([reason, value]) => ({
        labels: { reason },
        value,
      })),
  },
  {
    name: "confab_followed_rooms",
    type: "gauge",
    help: "Rooms that somebody follows by way of this worker.",
    of: ({ rooms }) => [{ value: rooms }],
  },
  {
    name: "confab_followers",
    type: "gauge",
    help:
      "Followers of rooms by way of this worker; who follows two counts twice.",
    of: ({ followers }) => [{ value: followers }],
  },
  {
    name: "confab_delivered_events_total",
    type: "counter",
    help: "Events sent to followers; one that ten were sent counts ten times.",
    of: ({ delivered }) => [{ value: delivered }],
  },
  {
    name: "confab_commands_total",
    type: "counter",
    help: "Commands by what became of them; failed: by the server's fault.",
    of: ({ committed, repeated, refused, failed }) => [
      { labels: { result: "committed" }, value: committed },
      { labels: { result: "repeated" }, value: repeated },
      { labels: { result: "refused" }, value: refused },
      { labels: { result: "failed" }, value: failed },
    ],
  },
  {
    name: "confab_commit_duration_seconds",
    type: "summary",
    help: "Commits to the database, with those that did not succeed.",
    of: ({ commitMs, commits }) => [
      { suffix: "_sum", value: commitMs / 1000 },
      { suffix: "_count", value: commits },
    ],
  },
  {
    name: "confab_errors_total",
    type: "counter",
    help: "Errors that were logged.",
    of: ({ errors }) => [{ value: errors }],
  },
  {
    name: "confab_uncaught_errors_total",
    type: "counter",
    help: "Errors that were logged and that nobody had caught.",
    of: ({ faults }) => [{ value: faults }],
  },
];

/** What the operator is told of the workers of a process, by name, and of the process itself, which has so much resident memory. */
export function metricsOf(
  workers: ReadonlyMap<string, Figures>,
  residentBytes: number,
): Metric[] {
  // The process began when its first worker did.
  const since = Math.min(...[...workers.values()].map(({ since }) => since));
  return [
    ...ROWS.map((row) => metricOf(row, workers)),
    {
      name: "process_resident_memory_bytes",
      type: "gauge",
      help: "Resident memory of the process.",
      samples: [{ value: residentBytes }],
    },
    {
      name: "process_start_time_seconds",
      type: "gauge",
      help: "When the process began, in seconds since the Unix epoch.",
      samples: [{ value: since / 1000 }],
    },
  ];
}

function metricOf(
  { of, ...row }: Row,
  workers: ReadonlyMap<string, Figures>,
): Metric {
  const samples = [...workers].flatMap(([worker, figures]) =>
    of(figures).map((sample) => ({
      ...sample,
      labels: { worker, ...sample.labels },
    }))
  );
  return { ...row, samples };
}
