import type { Totals } from "./totals.ts";

type Row = [name: string, value: string];

const NAME_WIDTH = 44;
const VALUE_WIDTH = 16;

/** What a run came to, as lines of text. */
export function tableOf(totals: Totals): string {
  const { commands, connections, wrong, faults, recoveries, memory } = totals;
  const rows: Row[] = [
    ["commands sent, repeats included", whole(commands.sent)],
    ["  acknowledged", whole(commands.acknowledged)],
    ["  refused", whole(commands.refused)],
    ["  unknown (connection lost first)", whole(commands.unknown)],
    ["events heard", whole(connections.deliveries)],
    ["lost", whole(wrong.lost)],
    ["doubled", whole(wrong.doubled)],
    ["reordered", whole(wrong.reordered)],
    ["phantom", whole(wrong.phantom)],
    ["other promises broken", whole(wrong.other)],
    ...Object.entries(FAULTS).map(([fault, name]): Row => [
      name,
      whole(faults[fault] ?? 0),
    ]),
    ["reconnects", whole(connections.reconnects)],
    ["rooms resumed", whole(connections.resumed)],
    ["time to recover, 50th percentile", percentile(recoveries, 0.5)],
    ["time to recover, 99th percentile", percentile(recoveries, 0.99)],
    ["servers' memory at the start", megabytes(memory.start)],
    ["servers' memory at the end", megabytes(memory.end)],
  ];
  return rows.map(line).join("\n");
}

/** In the order of the table. */
const FAULTS = {
  kill: "kill -9",
  restart: "graceful restarts",
  cut: "connections cut",
  strand: "connections cut at one end only",
  blackhole: "connections lost in a blackhole",
  delay: "times of delay",
  slice: "times of slicing",
  stop: "readers stopped",
};

function line([name, value]: Row): string {
  return name.padEnd(NAME_WIDTH) + value.padStart(VALUE_WIDTH);
}

function whole(count: number): string {
  return count.toLocaleString("en");
}

/** Nearest rank. */
function percentile(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  const time = sorted[Math.ceil(sorted.length * share) - 1];
  return time === undefined ? "-" : `${whole(Math.round(time))} ms`;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? "-" : `${whole(Math.round(bytes / 1e6))} MB`;
}
