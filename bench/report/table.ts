import { type PeerName, peerOf } from "@/bench/peers.ts";
import type { Runs } from "@/bench/results.ts";
import type { Scenario } from "@/bench/scenarios.ts";
import { isValid, medians, ratio } from "@/bench/statistics.ts";
import { columnsOf, textOf, three, titleOf } from "./numbers.ts";

/** A scenario's table in Markdown: a line for each peer with its medians, and how many times as much Confab has of what counts. */
export function tableOf(scenario: Scenario, runs: Runs): string {
  const peers = scenario.peers.filter((peer) => runs[peer] !== undefined);
  const figures = peers.map((peer) => medians(runs[peer] ?? []));
  const columns = columnsOf(figures);
  const compared = peers.length > 1 && runs.confab !== undefined;
  const head = [
    "",
    ...columns.map(titleOf),
    ...(compared ? [`Confab's ${titleOf(scenario.figure)}`] : []),
  ];
  const lines = peers.map((peer, i) => [
    nameOf(peer, runs),
    ...columns.map((column) => textOf(column, figures[i]?.[column])),
    ...(compared ? [ratioText(scenario, runs, peer)] : []),
  ]);
  return rows([head, ["---", ...head.slice(1).map(() => "--:")], ...lines]);
}

/** A table's rows as Markdown. */
export function rows(cells: readonly (readonly string[])[]): string {
  return cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function nameOf(peer: PeerName, runs: Runs): string {
  const all = runs[peer] ?? [];
  const invalid = all.filter((run) => !isValid(run)).length;
  const { title } = peerOf(peer);
  return invalid === 0
    ? title
    : `${title} (${invalid} of ${all.length} rounds invalid)`;
}

function ratioText({ figure }: Scenario, runs: Runs, peer: PeerName): string {
  if (peer === "confab") return "";
  const value = ratio(figure, runs.confab ?? [], runs[peer] ?? []);
  return value === undefined ? "–" : `${three(value)}×`;
}
