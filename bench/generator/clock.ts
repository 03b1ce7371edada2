/** Microseconds since the generator started, from a clock that never goes back. Stamps in messages and all latencies are in it. */
export function now(): number {
  return performance.now() * 1000;
}
