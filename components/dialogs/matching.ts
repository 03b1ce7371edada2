/** How well a name fits what was typed: 0 as its beginning, 1 as the beginning of a word in it, 2 as a part of it. */
type Fit = 0 | 1 | 2;

/** Those whose name has in it what was typed, the best first and otherwise in their order. Case and marks on letters don't matter. */
export function matching<T extends { name: string }>(
  typed: string,
  candidates: readonly T[],
): T[] {
  const wanted = plain(typed);
  return candidates
    .map((candidate) => ({
      candidate,
      fit: fitOf(plain(candidate.name), wanted),
    }))
    .filter(({ fit }) => fit !== undefined)
    .sort((a, b) => (a.fit ?? 0) - (b.fit ?? 0))
    .map(({ candidate }) => candidate);
}

function fitOf(name: string, wanted: string): Fit | undefined {
  if (name.startsWith(wanted)) return 0;
  if (!name.includes(wanted)) return undefined;
  return WORD_BREAK.test(name.charAt(name.indexOf(wanted) - 1)) ? 1 : 2;
}

const WORD_BREAK = /[^\p{L}\p{N}]/u;

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
