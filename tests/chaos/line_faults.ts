import type { FaultOf } from "./plan.ts";
import { note, seatAt, sleep, some, type Stage } from "./stage.ts";
import type { Heads } from "./witness.ts";

/** After so long those who are cut off without knowing it can be told from the others: they lack what came meanwhile. */
const TELLING_MS = 600;

export function cut(stage: Stage, { seat, share }: FaultOf<"cut">): void {
  const count = seatAt(stage, seat).proxy.cut(some(stage, share));
  note(stage, "cut", `${count} connections to server ${seat}`, count);
}

/** One end of a connection is gone, and the other is not told. */
export async function strand(
  stage: Stage,
  { seat, share, end, noticed }: FaultOf<"strand">,
): Promise<void> {
  const count = seatAt(stage, seat).proxy.strand(end, some(stage, share));
  note(stage, "strand", `${count} ${end}s at server ${seat}`, count);
  const since = performance.now();
  over(stage, await half(stage, TELLING_MS), since);
  if (noticed) wakePages(stage);
}

/** A network that swallows everything, and forgets what was connected through it. */
export async function blackhole(
  stage: Stage,
  { seat, lasts, noticed }: FaultOf<"blackhole">,
): Promise<void> {
  const { proxy } = seatAt(stage, seat);
  const count = proxy.swallow();
  note(stage, "blackhole", `${count} connections to server ${seat}`, count);
  const heads = await half(stage, lasts);
  proxy.heal();
  over(stage, heads);
  if (noticed) wakePages(stage);
}

export async function delay(
  stage: Stage,
  { seat, lasts, most }: FaultOf<"delay">,
): Promise<void> {
  const { weather } = seatAt(stage, seat).proxy;
  note(stage, "delay", `up to ${most} ms to server ${seat}`);
  weather.delay = () => stage.random.below(most);
  const heads = await half(stage, lasts);
  weather.delay = () => 0;
  over(stage, heads);
}

export async function slice(
  stage: Stage,
  { seat, lasts, most }: FaultOf<"slice">,
): Promise<void> {
  const { weather } = seatAt(stage, seat).proxy;
  note(stage, "slice", `up to ${most} bytes to server ${seat}`);
  weather.slice = () => stage.random.whole(1, most);
  const heads = await half(stage, lasts);
  weather.slice = () => Infinity;
  over(stage, heads);
}

/** Waits for so long; gives how far the rooms were after half of it. */
export async function half(stage: Stage, ms: number): Promise<Heads> {
  await sleep(ms / 2);
  const { heads } = stage.witness;
  await sleep(ms / 2);
  return heads;
}

/** A fault is over. `heads`: from the midst of it. */
export function over(
  { recovery, crowd }: Stage,
  heads: Heads,
  end = performance.now(),
): void {
  recovery.over({ end, heads }, crowd.quickOnes);
}

/** Browsers say when the network is back. */
function wakePages({ crowd }: Stage): void {
  for (const page of crowd.members.pages) page.wake();
}
