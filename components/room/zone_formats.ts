import { BoundedMap } from "@/chat/bounded_map.ts";

/** Time zones whose formats are kept. */
const ZONES = 64;

/** Quarters of an hour whose day is kept, for each zone. */
const QUARTERS = 1_000;
const QUARTER_MS = 15 * 60 * 1000;

/** How moments are said in one time zone. */
export interface ZoneFormats {
  /** `14:02` */
  time: Intl.DateTimeFormat;
  /** `Friday, 21 November 2025 at 14:02:05 UTC` */
  full: Intl.DateTimeFormat;
  /** `2025-11-21` */
  day(at: number): string;
}

const known = new BoundedMap<string, ZoneFormats>(ZONES);

/** Making a format takes longer than everything that a page says with it, so each is made once. Throws a `RangeError` if there is no such time zone. */
export function formatsOf(zone: string): ZoneFormats {
  return known.ensure(zone, formatsIn);
}

function formatsIn(timeZone: string): ZoneFormats {
  return {
    time: new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }),
    full: new Intl.DateTimeFormat("en-GB", {
      timeZone,
      dateStyle: "full",
      timeStyle: "long",
    }),
    day: dayIn(timeZone),
  };
}

/** All zones are a number of quarters of an hour away from UTC, so all moments of a quarter are on one day. */
function dayIn(timeZone: string): ZoneFormats["day"] {
  // Canadian English writes the parts in ISO order.
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const days = new BoundedMap<number, string>(QUARTERS);
  return (at) =>
    days.ensure(Math.floor(at / QUARTER_MS), () => format.format(at));
}
