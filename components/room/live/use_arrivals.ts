import { useLayoutEffect, useRef } from "preact/hooks";
import type { Entry } from "@/components/room/entries.ts";

/** What has come in at the end since the last time. */
export interface Arrivals {
  /** Never empty. */
  entries: readonly Entry[];
  /** The key of the entry that was the last before. */
  after: string | undefined;
}

/** Calls `arrived` when entries have come in after those that were there, before the browser paints them. */
export function useArrivals(
  entries: readonly Entry[],
  arrived: (arrivals: Arrivals) => void,
): void {
  const known = useRef(entries);
  useLayoutEffect(() => {
    const before = known.current;
    known.current = entries;
    const keys = new Set(before.map(({ key }) => key));
    const fresh = entries.slice(firstAfter(entries, keys)).filter(({ key }) =>
      !keys.has(key)
    );
    if (fresh.length > 0) {
      arrived({ entries: fresh, after: before.at(-1)?.key });
    }
  }, [entries]);
}

/** What stands above the first known one is history that was loaded, and no news. */
function firstAfter(
  entries: readonly Entry[],
  keys: ReadonlySet<string>,
): number {
  return Math.max(0, entries.findIndex(({ key }) => keys.has(key)));
}
