import { formatsOf, type ZoneFormats } from "@/components/room/zone_formats.ts";

/** The calendar day of a moment in some time zone, as `2025-11-21`: what a day separator stands for. */
export type Day = string;

/**
 * Says moments in one time zone, seen from one "now". The server knows neither the reader's zone nor their clock on a first visit,
 * so both are given: the same ones render the same text on both sides.
 */
export class Dates {
  readonly zone: string;
  readonly #formats: ZoneFormats;
  readonly #today: Day;
  readonly #yesterday: Day;

  /** `now` in milliseconds since the Unix epoch. Throws a `RangeError` if there is no such time zone. */
  constructor(zone: string, now: number) {
    this.zone = zone;
    this.#formats = formatsOf(zone);
    this.#today = this.day(now);
    this.#yesterday = dayBefore(this.#today);
  }

  /** `14:02` */
  time(at: number): string {
    return this.#formats.time.format(at);
  }

  /** The day in full and the second, with the zone: `Friday, 21 November 2025 at 14:02:05 UTC`. */
  full(at: number): string {
    return this.#formats.full.format(at);
  }

  day(at: number): Day {
    return this.#formats.day(at);
  }

  /** `Today`, `Yesterday`, `Friday 21 November`, and in other years `21 November 2024`. */
  dayName(day: Day): string {
    if (day === this.#today) return "Today";
    if (day === this.#yesterday) return "Yesterday";
    return day.slice(0, 4) === this.#today.slice(0, 4)
      ? THIS_YEAR.format(noon(day))
      : OTHER_YEAR.format(noon(day));
  }
}

const THIS_YEAR = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
});
const OTHER_YEAR = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** A day of the calendar has no zone of its own: it is reckoned with as its noon in UTC. */
function noon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** Through the calendar and not by 24 hours: a day with a change of the clock has 23 or 25. */
function dayBefore(day: Day): Day {
  const date = noon(day);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
