/**
 * Seeds that once failed, and what was wrong. They always run. When the simulation itself changes, a seed comes to mean another run: then find
 * one anew that fails with the mistake put back.
 */
export const KNOWN_SEEDS: readonly number[] = [
  // A `join` that met a failing store was taken for a refusal for good: the tab stayed out of the room.
  34,
  88,
  // Each room of a slow reader that caught up queued its page, though another room's had filled the socket meanwhile.
  90,
  218,
  // `joined` answered the join before a `leave`; that the one after it was refused went unnoticed, and the tab heard nothing more.
  152,
  // A gap that could not be read was never asked for again if nothing else was committed in the shard.
  219,
  798,
  // A `leave` that was refused was taken for the answer to the `join` after it: the tab stayed out of the room.
  1243,
];
