import type { FanOut } from "./job.ts";

/** A text of this size is a short sentence. */
export const TEXT_BYTES = 64;
/** Of the measured time, before it. */
const WARM_UP = 0.4;

/** The crowd of a load. */
export interface Crowd {
  rooms: number;
  /** In each room. */
  readers: number;
  writers: number;
}

/** How long a task warms up and measures. @param seconds How long it measures. */
export function timing(seconds: number): { warmUp: number; duration: number } {
  return { warmUp: seconds * 1000 * WARM_UP, duration: seconds * 1000 };
}

/** As much as the server can do: each writer sends its next message as soon as one is confirmed. */
export function saturated(
  seconds: number,
  crowd: Crowd,
  inFlight = 8,
  bytes = TEXT_BYTES,
): FanOut {
  return { kind: "fan_out", ...crowd, inFlight, bytes, ...timing(seconds) };
}

/** The same number of messages every second, whatever the server does. */
export function steady(
  seconds: number,
  crowd: Crowd,
  perSecond: number,
): FanOut {
  const bytes = TEXT_BYTES;
  return { kind: "fan_out", ...crowd, perSecond, bytes, ...timing(seconds) };
}
