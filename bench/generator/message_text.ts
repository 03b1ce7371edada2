/**
 * The text of a message: filler, a run of a byte that stands nowhere else in what servers send, then who wrote it, the how many-th of theirs it
 * is, and when it was sent. So it can be found and read in any server's frame without parsing the frame.
 */

/** Length of the run; the search below counts on this power of two. */
const RUN = 32;
const MARK = 0x7e;
/** Numbers are written with five bits a character, from this one on: all are ASCII, and JSON escapes none. */
const ZERO = 0x30;
const WRITER_LENGTH = 3;
const NUMBER_LENGTH = 5;
const STAMP_LENGTH = 6;
/** Stamps start anew after so many microseconds, 18 minutes. */
const STAMPS = 2 ** 30;

/** Shortest text, in bytes. */
export const SHORTEST_TEXT = RUN + WRITER_LENGTH + NUMBER_LENGTH +
  STAMP_LENGTH;

const run = String.fromCharCode(MARK).repeat(RUN);

/**
 * Makes a text of `size` bytes (ASCII).
 *
 * @param stamp When it is sent, in microseconds.
 */
export function messageText(
  writer: number,
  number: number,
  stamp: number,
  size: number,
): string {
  return "x".repeat(size - SHORTEST_TEXT) + run +
    written(writer, WRITER_LENGTH) + written(number, NUMBER_LENGTH) +
    written(stampOf(stamp), STAMP_LENGTH);
}

/** A time as stamps tell it. */
export function stampOf(time: number): number {
  return Math.floor(time) % STAMPS;
}

/** How many microseconds lie between two stamps, half of all at the most. */
export function ageOf(stamp: number, now: number): number {
  const age = now - stamp;
  return age < -STAMPS / 2 ? age + STAMPS : age;
}

function written(value: number, length: number): string {
  let text = "";
  for (let shift = 5 * (length - 1); shift >= 0; shift -= 5) {
    text += String.fromCharCode(ZERO + (value >>> shift & 31));
  }
  return text;
}

/** Called with what a text says. */
export type TextVisitor = (
  writer: number,
  number: number,
  stamp: number,
) => void;

/** Calls `visit` for each message in `bytes` from `start` to `end`, and gives their number. Looks at every 32nd byte only: a run can't hide in between. */
export function visitTexts(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: TextVisitor,
): number {
  let count = 0;
  let at = start + RUN - 1;
  while (at < end) {
    if (bytes[at] !== MARK) {
      at += RUN;
      continue;
    }
    at = endOfRun(bytes, at);
    const number = at + WRITER_LENGTH;
    const stamp = number + NUMBER_LENGTH;
    visit(
      read(bytes, at, WRITER_LENGTH),
      read(bytes, number, NUMBER_LENGTH),
      read(bytes, stamp, STAMP_LENGTH),
    );
    count++;
    at = stamp + STAMP_LENGTH + RUN - 1;
  }
  return count;
}

/** Halves what is left of the run; the next one is farther away than this one is long. */
function endOfRun(bytes: Uint8Array, inside: number): number {
  let at = inside;
  for (let step = RUN / 2; step >= 1; step >>= 1) {
    if (bytes[at + step] === MARK) at += step;
  }
  return at + 1;
}

function read(bytes: Uint8Array, start: number, length: number): number {
  let value = 0;
  for (let i = start; i < start + length; i++) {
    value = value << 5 | bytes[i]! - ZERO;
  }
  return value;
}
