import { CLOCK_MONOTONIC, libc } from "./libc.ts";

/** `struct timespec`, of which the low halves are enough: seconds and nanoseconds. */
const time = new Int32Array(4);
const start = read();

/** Microseconds since the generator started, from a clock that never goes back. Stamps in messages and all latencies are in it. */
export function now(): number {
  return read() - start;
}

/** Half of what `performance.now()` costs, and it is asked after each read. */
function read(): number {
  libc.clock_gettime(CLOCK_MONOTONIC, time);
  return time[0]! * 1e6 + time[2]! / 1000;
}
