import type { Results } from "@/bench/results.ts";

/** What was measured on, when, and how long, in a sentence or two. */
export function machineText(
  { date, machine, rounds, seconds }: Results,
): string {
  const { cores, memoryBytes, kernel, versions, pinned } = machine;
  const memory = Math.round(memoryBytes / 2 ** 30);
  const list = Object.entries(versions).map(([name, version]) =>
    `${name} ${version}`
  );
  const places = pinned
    ? "server on one core, generator on another"
    : "server and generator share the cores";
  return `Measured on ${date}: ${cores} cores, ${memory} GiB of memory, ${kernel}; ${
    list.join(", ")
  }; ${places}; ${rounds} rounds of ${seconds} s.`;
}
