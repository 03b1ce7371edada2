import type { Violation } from "@/tests/simulation/violation.ts";

/** What can be wrong with what people said. */
export type Wrong = "lost" | "doubled" | "reordered" | "phantom" | "other";

/** By invariant of the checker. */
const WRONG: ReadonlyMap<string, Wrong> = new Map([
  ["an acknowledged command is in the log", "lost"],
  ["sequences are dense", "lost"],
  ["once the faults stop everyone reaches the head", "lost"],
  ["every outbox empties", "lost"],
  ["every tab shows what the log says", "lost"],
  ["a stream has no gap and no repeat", "lost"],
  ["a command takes effect once", "doubled"],
  ["a repeated id gets the same seq", "doubled"],
  ["acknowledged before means a smaller seq", "reordered"],
  [
    "commands are committed in the order in which they were typed",
    "reordered",
  ],
  ["nothing is in the log that nobody has sent", "phantom"],
  ["an ack is for what was sent", "phantom"],
  ["a refused command is never in the log", "phantom"],
]);

/** Counts violations by what is wrong. */
export function countWrong(
  violations: readonly Violation[],
): Record<Wrong, number> {
  const counts = { lost: 0, doubled: 0, reordered: 0, phantom: 0, other: 0 };
  for (const violation of violations) counts[wrongIn(violation)]++;
  return counts;
}

/** A stream that skips has lost something, one that goes back repeats it. */
function wrongIn({ invariant, detail }: Violation): Wrong {
  const [, came, expected] = detail.match(/event (\d+) came, expected (\d+)/) ??
    [];
  if (came === undefined) return WRONG.get(invariant) ?? "other";
  return Number(came) > Number(expected) ? "lost" : "doubled";
}
