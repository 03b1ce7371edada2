import { formatsOf } from "@/components/room/zone_formats.ts";

/** The cookie by which the browser tells its time zone, so that the next page says the right times at once. */
const COOKIE = "tz";
const TOLD = /(?:^|;\s*)tz=([A-Za-z0-9_+\/-]{1,64})(?:;|$)/;
/** A year, in seconds. */
const COOKIE_AGE = 365 * 24 * 60 * 60;
/** What times are said in until the zone is known. */
export const UTC = "UTC";

/** The reader's time zone, from the `Cookie` header; UTC if they have not told one that exists. */
export function timeZoneOf(cookies: string | null): string {
  const [, told] = TOLD.exec(cookies ?? "") ?? [];
  return told !== undefined && isTimeZone(told) ? told : UTC;
}

/** In the browser: the reader's own zone, remembered for the next page. */
export function tellTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  document.cookie =
    `${COOKIE}=${timeZone}; Path=/; Max-Age=${COOKIE_AGE}; SameSite=Lax`;
  return timeZone;
}

function isTimeZone(zone: string): boolean {
  try {
    formatsOf(zone);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}
