import type { Random } from "@/tests/simulation/random.ts";
import type { End } from "./link.ts";

/**
 * Something that goes wrong, `at` ms after its storm begins. A seat is given by its number; `share` is the part of its connections that is hit;
 * `noticed`: browsers say when the network is back, as they mostly do (`online`).
 */
export type Fault =
  & { at: number }
  & (
    /** `kill -9` of a server under load; another one takes its place after `down` ms. */
    | { kind: "kill"; seat: number; down: number }
    /** A server is asked to go down, and another one takes its place. */
    | { kind: "restart"; seat: number }
    /** Connections are closed. */
    | { kind: "cut"; seat: number; share: number }
    /** Connections are closed at one end only. */
    | {
      kind: "strand";
      seat: number;
      end: End;
      share: number;
      noticed: boolean;
    }
    /** For a while everything is swallowed, and what was connected then stays cut off. */
    | { kind: "blackhole"; seat: number; lasts: number; noticed: boolean }
    /** Each piece is held back for up to `most` ms. */
    | { kind: "delay"; seat: number; lasts: number; most: number }
    /** Everything comes in pieces of up to `most` bytes. */
    | { kind: "slice"; seat: number; lasts: number; most: number }
    /** Readers stop reading, while a lot is posted. */
    | { kind: "stop"; lasts: number }
  );

export type FaultOf<Kind extends Fault["kind"]> = Extract<
  Fault,
  { kind: Kind }
>;

/** Faults that come together. */
export interface Storm {
  faults: readonly Fault[];
  /** How long the next one waits, at the most, until everybody is well again, in milliseconds. */
  patience: number;
}

const MOST_FAULTS = 3;
const LATEST_MS = 1_500;
const MEAN_PATIENCE_MS = 2_000;
/** So many networks fail without a browser that says when they are back: then only its ping finds out. */
const UNNOTICED = 0.05;

/** Draws what goes wrong next at a site with so many seats. */
export function drawStorm(random: Random, seats: number): Storm {
  const order = shuffled(random, Array.from({ length: seats }, (_, i) => i));
  const faults = order.slice(0, random.whole(1, MOST_FAULTS)).map((seat) =>
    drawFault(random, seat, random.below(LATEST_MS))
  );
  return { faults, patience: random.exponential(MEAN_PATIENCE_MS) };
}

/** Draws a storm in which readers stop as well. It takes megabytes, which stay in the log: not for every day. */
export function drawFlood(random: Random, seats: number): Storm {
  const { faults, patience } = drawStorm(random, seats);
  const lasts = random.whole(1_000, 6_000);
  return { faults: [...faults, { kind: "stop", at: 0, lasts }], patience };
}

function drawFault(random: Random, seat: number, at: number): Fault {
  const lasts = random.whole(300, 3_000);
  const share = random.between(0.2, 1);
  const noticed = !random.chance(UNNOTICED);
  const end = random.pick<End>(["client", "server"]);
  const draw: (() => Fault)[] = [
    () => ({ kind: "kill", at, seat, down: random.below(2_000) }),
    () => ({ kind: "kill", at, seat, down: 0 }),
    () => ({ kind: "restart", at, seat }),
    () => ({ kind: "cut", at, seat, share }),
    () => ({ kind: "cut", at, seat, share: 1 }),
    () => ({ kind: "strand", at, seat, end, share, noticed }),
    () => ({ kind: "blackhole", at, seat, lasts, noticed }),
    () => ({ kind: "delay", at, seat, lasts, most: random.whole(5, 300) }),
    () => ({ kind: "slice", at, seat, lasts, most: random.whole(1, 200) }),
  ];
  return random.pick(draw)();
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list.map((item) => ({ item, rank: random.next() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}
