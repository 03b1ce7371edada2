import { useLayoutEffect, useRef } from "preact/hooks";
import type { Entry } from "@/components/room/entries.ts";

/**
 * Calls `arrived` when entries have come in after those that were there, before the browser paints them. What fills up a log that
 * did not end with the `newer` ones was there before, and is no news.
 */
export function useArrivals(
  entries: readonly Entry[],
  newer: boolean,
  arrived: (entries: readonly Entry[]) => void,
): void {
  const known = useRef({ entries, newer });
  useLayoutEffect(() => {
    const before = known.current;
    known.current = { entries, newer };
    if (before.newer) return;
    const keys = new Set(before.entries.map(({ key }) => key));
    const fresh = entries.slice(firstAfter(entries, keys)).filter(({ key }) =>
      !keys.has(key)
    );
    if (fresh.length > 0) arrived(fresh);
  }, [entries, newer]);
}

/** What stands above the first known one is history that was loaded; where none is known, another part of the log has been opened. */
function firstAfter(
  entries: readonly Entry[],
  keys: ReadonlySet<string>,
): number {
  if (keys.size === 0) return 0;
  const first = entries.findIndex(({ key }) => keys.has(key));
  return first < 0 ? entries.length : first;
}
