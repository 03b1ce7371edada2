import { three } from "./numbers.ts";

/** A logarithmic axis. */
export interface Axis {
  /** Where a value is, in pixels. */
  place(value: number): number;
  ticks: { at: number; text: string }[];
}

/** In each power of ten, if there are few of them. */
const FINE_STEPS = [1, 2, 5];
const COARSE_STEPS = [1];
const MOST_FINE_DECADES = 2.5;

/**
 * Lays an axis from pixel `start` to `end` over values, from one tick to another.
 *
 * @throws {RangeError} If a value is not above 0, where no logarithm is.
 */
export function axisOf(
  values: readonly number[],
  start: number,
  end: number,
): Axis {
  const wrong = values.find((value) => !(value > 0));
  if (wrong !== undefined || values.length === 0) {
    throw new RangeError(`Cannot draw '${wrong}': expected values above 0`);
  }
  const marks = marksAround(Math.min(...values), Math.max(...values));
  const low = Math.log(marks[0]!);
  const span = Math.log(marks.at(-1)!) - low;
  const place = (value: number) =>
    round(start + (Math.log(value) - low) / span * (end - start));
  return {
    place,
    ticks: marks.map((mark) => ({ at: place(mark), text: three(mark) })),
  };
}

/** Round numbers, the first at or below `least`, the last at or above `most`, at least two. */
function marksAround(least: number, most: number): number[] {
  const fine = Math.log10(most / least) < MOST_FINE_DECADES;
  const steps = fine ? FINE_STEPS : COARSE_STEPS;
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most)) + 1;
  const marks: number[] = [];
  for (let power = first; power <= last; power++) {
    for (const step of steps) marks.push(Number(`${step}e${power}`));
  }
  const from = marks.findLastIndex((mark) => mark <= least);
  const to = marks.findIndex((mark) => mark >= most && mark > marks[from]!);
  return marks.slice(from, to + 1);
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
