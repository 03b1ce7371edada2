import type { Curve, Point } from "@/bench/curves.ts";
import { isValid } from "@/bench/statistics.ts";
import { drawChart, type Line } from "./chart.ts";
import { columnsOf, textOf, titleOf } from "./numbers.ts";
import { rows } from "./table.ts";

/** Draws a curve; points that are not valid are left out. */
export function chartOf(curve: Curve, points: readonly Point[]): string {
  const { title, x, y } = curve;
  return drawChart({ title, x, y, lines: linesOf(curve, points) });
}

function linesOf({ figure }: Curve, points: readonly Point[]): Line[] {
  const lines = Map.groupBy(points.filter(isValid), (point) => point.line);
  return [...lines].map(([title, points]) => ({
    title,
    points: points.flatMap(({ x, figures }) => {
      const y = figures[figure];
      // The kernel counts processor time in hundredths of a second: 0 means "too little to see".
      return y === undefined || y === 0 ? [] : [{ x, y }];
    }),
  })).filter((line) => line.points.length > 0);
}

/** All of a curve's points as a Markdown table. */
export function pointsTableOf(curve: Curve, points: readonly Point[]): string {
  const columns = columnsOf(points.map(({ figures }) => figures));
  const head = [curve.x, "", ...columns.map(titleOf)];
  const lines = points.map((point) => [
    point.x.toLocaleString("en"),
    isValid(point) ? point.line : `${point.line} (invalid)`,
    ...columns.map((column) => textOf(column, point.figures[column])),
  ]);
  const rule = ["--:", "---", ...columns.map(() => "--:")];
  return rows([head, rule, ...lines]);
}
