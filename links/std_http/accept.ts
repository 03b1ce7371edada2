/** One entry of an `Accept…` header (RFC 9110 §12.4.2). */
export interface Preference {
  /** What is meant, with its parameters, as it is spelled in the header: `text/*`, `gzip`, `en-US`. */
  range: string;
  /** How much it is wanted, from 0 (not at all) to 1. */
  quality: number;
}

/**
 * How closely a range fits a candidate, both in lower case: the greater, the closer. {@linkcode NO_FIT} if it does not.
 */
export type Fit = (range: string, candidate: string) => number;

export const NO_FIT = -1;

/** Reads an `Accept…` header. A malformed quality counts as 0. */
export function parsePreferences(header: string): Preference[] {
  return header.split(",").map(parsePreference).filter(({ range }) =>
    range !== ""
  );
}

/** The ranges that are wanted at all, the most wanted first, without parameters. */
export function wantedRanges(preferences: Preference[]): string[] {
  return preferences
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ range }) => range.replace(/;.*/, ""));
}

/** The candidate most wanted. Equals are decided by the closer fit, the order in the header, then the server's order. */
export function bestCandidate<T extends string>(
  candidates: T[],
  preferences: Preference[],
  fit: Fit,
): T | undefined {
  const ratings = candidates.flatMap((candidate) =>
    rate(candidate, preferences, fit)
  );
  const [best] = ratings
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) =>
      b.quality - a.quality || b.closeness - a.closeness || a.order - b.order
    );
  return best?.candidate;
}

interface Rating<T> {
  candidate: T;
  quality: number;
  closeness: number;
  order: number;
}

/** Rates a candidate by the range that fits it most closely (RFC 9110 §12.5.1); no rating if none does. */
function rate<T extends string>(
  candidate: T,
  preferences: Preference[],
  fit: Fit,
): Rating<T>[] {
  return preferences
    .map(({ range, quality }, order) => ({
      candidate,
      quality,
      closeness: fit(range.toLowerCase(), candidate.toLowerCase()),
      order,
    }))
    .filter(({ closeness }) => closeness !== NO_FIT)
    .toSorted((a, b) => b.closeness - a.closeness || b.quality - a.quality)
    .slice(0, 1);
}

function parsePreference(entry: string): Preference {
  const parts = entry.split(";").map((part) => part.trim());
  const weightAt = parts.findIndex((part) => /^q=/i.test(part));
  if (weightAt < 0) return { range: parts.join(";"), quality: 1 };
  const quality = Number(parts[weightAt]?.slice(2)) || 0;
  return { range: parts.slice(0, weightAt).join(";"), quality };
}
