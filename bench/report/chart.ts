import { axisOf } from "./axis.ts";

/** A line of a chart: its points in the order of `x`. */
export interface Line {
  title: string;
  points: readonly { x: number; y: number }[];
}

/** A chart with logarithmic axes: what is linear goes up by as much as it goes to the right, what is constant stays level. */
export interface Chart {
  title: string;
  x: string;
  y: string;
  lines: readonly Line[];
}

const WIDTH = 760;
const HEIGHT = 420;
const PLOT = { left: 100, right: 580, top: 48, bottom: 352 };
/** For each line, on a light and on a dark page. */
const COLOURS = [
  ["#2563eb", "#60a5fa"],
  ["#b45309", "#fbbf24"],
  ["#047857", "#34d399"],
  ["#7e22ce", "#c084fc"],
];
/** The least that the upper end of the y-axis is of the lower one: what is level must look level, whatever the noise. */
const LEAST_RANGE = 10;
/** Least distance between two lines' titles. */
const TITLE_HEIGHT = 18;

/** Draws a chart as an SVG document that is readable on light and dark pages. Throws `RangeError` for values that are not above 0. */
export function drawChart({ title, x, y, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const xAxis = axisOf(points.map((point) => point.x), PLOT.left, PLOT.right);
  const yAxis = axisOf(
    widened(points.map((point) => point.y)),
    PLOT.bottom,
    PLOT.top,
  );
  const place = (point: { x: number; y: number }) => ({
    x: xAxis.place(point.x),
    y: yAxis.place(point.y),
  });
  const placed = lines.map((line) => line.points.map(place));
  const heights = spread(placed.map((line) => line.at(-1)?.y ?? PLOT.bottom));
  return [
    "<!-- deno-fmt-ignore-file -->",
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${
      escape(title)
    }">`,
    STYLE,
    `<rect class="page" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<text class="title" x="${PLOT.left}" y="28">${escape(title)}</text>`,
    ...xAxis.ticks.map(({ at, text }) => verticalTick(at, text)),
    ...yAxis.ticks.map(({ at, text }) => horizontalTick(at, text)),
    axisTitles(x, y),
    ...lines.map((line, i) =>
      drawLine(line, placed[i] ?? [], heights[i] ?? 0, i % COLOURS.length)
    ),
    "</svg>\n",
  ].join("\n");
}

function widened(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const missing = Math.sqrt(Math.max(1, LEAST_RANGE * least / most));
  return [...values, least / missing, most * missing];
}

function colours(theme: 0 | 1): string {
  return COLOURS.map((colour, i) => `.line-${i} { --line: ${colour[theme]}; }`)
    .join("\n");
}

const STYLE = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2937; }
.title { font-weight: 600; font-size: 15px; }
.page { fill: #fff; }
.grid { stroke: #9ca3af; stroke-opacity: .35; }
.line path { fill: none; stroke: var(--line); stroke-width: 2.5; stroke-linejoin: round; }
.line circle, .line text { fill: var(--line); }
${colours(0)}
@media (prefers-color-scheme: dark) {
text { fill: #e5e7eb; }
.page { fill: #111827; }
${colours(1)}
}
</style>`;

function verticalTick(at: number, text: string): string {
  return `<path class="grid" d="M${at} ${PLOT.top}V${PLOT.bottom}"/>` +
    `<text x="${at}" y="${
      PLOT.bottom + 20
    }" text-anchor="middle">${text}</text>`;
}

function horizontalTick(at: number, text: string): string {
  return `<path class="grid" d="M${PLOT.left} ${at}H${PLOT.right}"/>` +
    `<text x="${PLOT.left - 8}" y="${at + 4}" text-anchor="end">${text}</text>`;
}

function axisTitles(x: string, y: string): string {
  const middle = (PLOT.left + PLOT.right) / 2;
  const height = (PLOT.top + PLOT.bottom) / 2;
  return `<text x="${middle}" y="${PLOT.bottom + 46}" text-anchor="middle">${
    escape(x)
  }</text>` +
    `<text x="18" y="${height}" text-anchor="middle" transform="rotate(-90 18 ${height})">${
      escape(y)
    }</text>`;
}

function drawLine(
  { title }: Line,
  points: readonly { x: number; y: number }[],
  height: number,
  colour: number,
): string {
  const path = points.map(({ x, y }) => `${x} ${y}`).join("L");
  const dots = points.map(({ x, y }) =>
    `<circle cx="${x}" cy="${y}" r="3.5"/>`
  );
  return `<g class="line line-${colour}"><path d="M${path}"/>${dots.join("")}` +
    `<text x="${PLOT.right + 12}" y="${height + 4}">${
      escape(title)
    }</text></g>`;
}

/** Moves heights apart, from the top down, so that the titles there don't cover each other. */
export function spread(heights: readonly number[]): number[] {
  const moved = [...heights];
  let least = -Infinity;
  for (
    const i of heights.keys().toArray().sort((a, b) =>
      heights[a]! - heights[b]!
    )
  ) {
    moved[i] = Math.max(heights[i]!, least);
    least = moved[i] + TITLE_HEIGHT;
  }
  return moved;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;");
}
