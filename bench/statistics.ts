import type { FigureName, Figures, Measurement } from "./figures.ts";

/** The middle value, or the mean of the two in the middle. `undefined` without values. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) return undefined;
  return (lower + upper) / 2;
}

/** The median of each figure over the runs that are valid. */
export function medians(runs: readonly Measurement[]): Figures {
  const valid = runs.filter(isValid);
  const names = new Set(
    valid.flatMap(({ figures }) => Object.keys(figures) as FigureName[]),
  );
  const figures: Figures = {};
  for (const name of names) {
    const value = median(valid.flatMap((run) => run.figures[name] ?? []));
    if (value !== undefined) figures[name] = value;
  }
  return figures;
}

/**
 * How many times as much of a figure `runs` have as `others`: the median of the ratios round by round, because two runs of one round
 * saw the machine in the same state. `undefined` without a round in which both were valid.
 */
export function ratio(
  name: FigureName,
  runs: readonly Measurement[],
  others: readonly Measurement[],
): number | undefined {
  const ratios = runs.flatMap((run, round) => {
    const other = others[round];
    if (other === undefined || !isValid(run) || !isValid(other)) return [];
    const value = run.figures[name];
    const base = other.figures[name];
    return value === undefined || !base ? [] : value / base;
  });
  return median(ratios);
}

export function isValid({ problems }: Measurement): boolean {
  return problems.length === 0;
}
