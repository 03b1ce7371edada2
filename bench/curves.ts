import { attempt } from "./attempt.ts";
import type { Cores } from "./cores.ts";
import type { FigureName, Measurement } from "./figures.ts";
import { historyPoints } from "./history.ts";
import type { FanOut } from "./job.ts";
import { saturated, steady } from "./loads.ts";
import { measure } from "./measure.ts";
import type { CurveName } from "./names.ts";
import { type PeerName, peerOf } from "./peers.ts";

/** A point of one of a curve's lines. */
export interface Point extends Measurement {
  /** The line's title. */
  line: string;
  x: number;
}

/** How much to measure. */
export interface Effort {
  /** For each point. */
  seconds: number;
  /** Leaves the largest points out. */
  quick: boolean;
  cores: Cores | undefined;
  peers: readonly PeerName[];
}

/** How the cost of something grows with something else. */
export interface Curve {
  name: CurveName;
  title: string;
  /** What is on the axes. */
  x: string;
  y: string;
  figure: FigureName;
  points(effort: Effort): AsyncIterable<Point>;
}

const DELIVERY = "server CPU, µs for each delivery";

export const CURVES: readonly Curve[] = [
  {
    name: "by-readers",
    title: "Cost of a delivery, by readers of the room (saturated)",
    x: "readers",
    y: DELIVERY,
    figure: "serverMicroseconds",
    points: fanOuts(
      // With few readers each message is so little work for Bun that the generator would be the bottleneck.
      (readers) => readers < 100 ? ["confab"] : BOTH,
      [10, 30, 100, 300, 1000, 2000, 5000],
      (readers, seconds) => saturated(seconds, { ...ROOM, readers }),
    ),
  },
  {
    name: "by-rooms",
    title:
      "Cost of a delivery, by rooms of 10 that share 1,000 messages a second",
    x: "rooms",
    y: DELIVERY,
    figure: "serverMicroseconds",
    points: fanOuts(
      () => BOTH,
      [1, 3, 10, 30, 100, 300, 1000],
      (rooms, seconds) =>
        steady(seconds, { rooms, readers: 10, writers: 10 }, 1000),
    ),
  },
  {
    name: "by-size",
    title:
      "Cost of a delivery, by size of the message (100 readers, saturated)",
    x: "bytes of text",
    y: DELIVERY,
    figure: "serverMicroseconds",
    points: fanOuts(
      () => BOTH,
      [64, 128, 256, 512, 1024, 2048, 4096, 8000],
      (bytes, seconds) =>
        saturated(seconds, { ...ROOM, readers: 100 }, 8, bytes),
    ),
  },
  {
    name: "by-history",
    title: "Time that a request takes, by messages that the room holds",
    x: "messages in the room",
    y: "median, ms",
    figure: "p50",
    points: historyPoints,
  },
  {
    name: "by-workers",
    title: "Saturated fan-out to 1,000 readers, by workers",
    x: "workers",
    y: "deliveries/s",
    figure: "deliveriesPerSecond",
    points: workerPoints,
  },
];

const BOTH: readonly PeerName[] = ["confab", "bun"];
const ROOM = { rooms: 1, readers: 1000, writers: 8 };
/** A quick run leaves out points with more connections than this, and every second one of the others. */
const QUICK_MOST = 3000;

function fanOuts(
  peers: (x: number) => readonly PeerName[],
  xs: readonly number[],
  load: (x: number, seconds: number) => FanOut,
): Curve["points"] {
  return async function* ({ seconds, quick, cores, peers: asked }) {
    for (const [i, x] of xs.entries()) {
      const task = load(x, seconds);
      if (quick && (i % 2 > 0 || task.rooms * task.readers > QUICK_MOST)) {
        continue;
      }
      for (const peer of peers(x).filter((peer) => asked.includes(peer))) {
        const line = peerOf(peer).title;
        const point = await attempt(() => measure(peer, task, { cores }));
        yield { line, x, ...point };
      }
    }
  };
}

/** Not kept to one core: two workers would share it. */
async function* workerPoints({ seconds }: Effort): AsyncIterable<Point> {
  const line = peerOf("confab").title;
  for (const workers of [1, 2]) {
    const task = saturated(seconds, ROOM);
    const setting = { cores: undefined, workers };
    const point = await attempt(() => measure("confab", task, setting));
    yield { line, x: workers, ...point };
  }
}
