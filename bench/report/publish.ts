import { fileURLToPath } from "node:url";
import { CURVES } from "@/bench/curves.ts";
import type { CurveName } from "@/bench/names.ts";
import type { Results } from "@/bench/results.ts";
import { chartOf } from "./curve_chart.ts";
import { withResults } from "./document.ts";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
/** Where the document is that {@linkcode publish} writes. */
export const DOCUMENT = `${DOCS}performance.md`;
/** Where the results are that it is made from. */
export const RESULTS = `${DOCS}performance/results.json`;

/** Where a curve's drawing is. */
export function chartPath(curve: CurveName): string {
  return `${DOCS}performance/${curve}.svg`;
}

/** Writes the results, the charts and the document's tables. */
export async function publish(results: Results): Promise<void> {
  await Deno.mkdir(`${DOCS}performance`, { recursive: true });
  await Deno.writeTextFile(RESULTS, JSON.stringify(results, null, 2) + "\n");
  for (const curve of CURVES) {
    const points = results.curves[curve.name];
    if (points === undefined) continue;
    await Deno.writeTextFile(chartPath(curve.name), chartOf(curve, points));
  }
  const document = await Deno.readTextFile(DOCUMENT);
  await Deno.writeTextFile(DOCUMENT, withResults(document, results));
}
