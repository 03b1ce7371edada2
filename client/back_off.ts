const FIRST_MS = 500;
const MOST_MS = 30_000;
/** However soon the server would like to be asked again. */
const SHORTEST_WAIT_MS = 100;
/** Nobody means more; and a browser's timer would overflow and run at once. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * How long to wait before the attempt after `failures` failed ones, in milliseconds: anything up to 0.5 s, 1 s, 2 s … 30 s. The
 * whole of it is random ("full jitter"), so that clients who lost the server together do not come back together.
 */
export function backOff(failures: number, random: number): number {
  return random * Math.min(MOST_MS, FIRST_MS * 2 ** failures);
}

/** A time in milliseconds that the server asked for, within what is sensible. */
export function sensible(ms: number): number {
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, ms));
}
