import type { FigureName, Figures } from "@/bench/figures.ts";

interface Column {
  title: string;
  text(value: number): string;
}

/** How each figure is called and written, in the order of the tables' columns. */
const COLUMNS: Record<FigureName, Column> = {
  messagesPerSecond: { title: "messages/s", text: whole },
  deliveriesPerSecond: { title: "deliveries/s", text: whole },
  framesPerSecond: { title: "frames/s", text: whole },
  requestsPerSecond: { title: "requests/s", text: whole },
  elapsed: { title: "took, ms", text: three },
  p50: { title: "p50, ms", text: three },
  p99: { title: "p99, ms", text: three },
  p999: { title: "p99.9, ms", text: three },
  connectionBytes: {
    title: "KiB a connection",
    text: (bytes) => three(bytes / 1024),
  },
  serverBytes: {
    title: "server, MiB",
    text: (bytes) => whole(bytes / 2 ** 20),
  },
  serverMicroseconds: { title: "server, µs each", text: three },
  serverCpu: { title: "server CPU", text: share },
  generatorCpu: { title: "generator CPU", text: share },
};

/** The figures that occur, in the order in which they are shown. */
export function columnsOf(all: readonly Figures[]): FigureName[] {
  const names = Object.keys(COLUMNS) as FigureName[];
  return names.filter((name) =>
    all.some((figures) => figures[name] !== undefined)
  );
}

export function titleOf(name: FigureName): string {
  return COLUMNS[name].title;
}

export function textOf(name: FigureName, value: number | undefined): string {
  return value === undefined ? "–" : COLUMNS[name].text(value);
}

/** Three digits that count, and no fewer than a whole number has: `0.0123`, `1.23`, `1,235`. */
export function three(value: number): string {
  return value >= 100 ? whole(value) : String(Number(value.toPrecision(3)));
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
