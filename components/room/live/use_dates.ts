import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { Dates } from "@/components/room/dates.ts";
import { tellTimeZone } from "@/components/room/time_zone.ts";

/** How often it is looked whether a new day has begun, in milliseconds. */
const DAY_CHECK_MS = 60_000;

/** The reader's own times: first as the server said them, so that the page comes to life unchanged, then by the reader's zone and clock. */
export function useDates(zone: string, now: number): Dates {
  const [clock, setClock] = useState({ zone, now });
  useLayoutEffect(() => {
    const correct = () => setClock((shown) => corrected(shown));
    correct();
    const timer = setInterval(correct, DAY_CHECK_MS);
    document.addEventListener("visibilitychange", correct);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", correct);
    };
  }, []);
  return useMemo(() => new Dates(clock.zone, clock.now), [clock]);
}

/** The same object if nothing would read differently. */
function corrected(
  shown: { zone: string; now: number },
): { zone: string; now: number } {
  const zone = tellTimeZone();
  const now = Date.now();
  return zone === shown.zone && dayNumber(now) === dayNumber(shown.now)
    ? shown
    : { zone, now };
}

/** The same for all moments of one day here. */
function dayNumber(at: number): string {
  return new Date(at).toDateString();
}
