/**
 * The generated parts of `docs/performance.md`. Each stands between `<!-- bench NAME -->` and `<!-- /bench NAME -->`, so that the words around
 * it stay and figures and results can't drift apart.
 */
import { CURVES } from "@/bench/curves.ts";
import type { Results } from "@/bench/results.ts";
import { SCENARIOS } from "@/bench/scenarios.ts";
import { pointsTableOf } from "./curve_chart.ts";
import { machineText } from "./machine_text.ts";
import { tableOf } from "./table.ts";

/** Writes what was measured into the document's text. Parts that were not measured stay as they are. */
export function withResults(document: string, results: Results): string {
  let text = fillPart(document, "machine", machineText(results));
  for (const scenario of SCENARIOS) {
    const runs = results.scenarios[scenario.name];
    if (runs === undefined) continue;
    text = fillPart(text, scenario.name, tableOf(scenario, runs));
  }
  for (const curve of CURVES) {
    const points = results.curves[curve.name];
    if (points === undefined) continue;
    const image = `![${curve.title}](performance/${curve.name}.svg)`;
    text = fillPart(
      text,
      curve.name,
      `${image}\n\n${pointsTableOf(curve, points)}`,
    );
  }
  return text;
}

/**
 * Replaces what stands between a part's marks.
 *
 * @throws {Error} If the document has no such part.
 */
export function fillPart(
  document: string,
  name: string,
  content: string,
): string {
  const open = `<!-- bench ${name} -->`;
  const close = `<!-- /bench ${name} -->`;
  const start = document.indexOf(open);
  const end = document.indexOf(close);
  if (start < 0 || end < start) {
    throw new Error(
      `Cannot find the part '${name}': expected '${open}' and '${close}'`,
    );
  }
  return document.slice(0, start + open.length) +
    `\n\n<!-- deno-fmt-ignore-start -->\n\n${content}\n\n<!-- deno-fmt-ignore-end -->\n\n` +
    document.slice(end);
}
