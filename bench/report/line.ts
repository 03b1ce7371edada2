import type { Measurement } from "@/bench/figures.ts";
import { columnsOf, textOf, titleOf } from "./numbers.ts";

/** One run in a line for whoever watches, and a line for each reason why it doesn't count. */
export function lineOf(
  what: string,
  { figures, problems }: Measurement,
): string {
  const texts = columnsOf([figures]).map((name) =>
    `${titleOf(name)} ${textOf(name, figures[name])}`
  );
  return [
    `  ${what}: ${texts.join("; ")}`,
    ...problems.map((problem) => `    Invalid: ${problem}`),
  ].join("\n");
}
