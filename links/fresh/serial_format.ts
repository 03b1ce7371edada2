/**
 * How island props travel to the browser: a table of values that refer to each other by their row, so that shared and
 * cyclic references survive, written as JSON.
 *
 * - a string, number, boolean or null stands for itself;
 * - a list of numbers is an array, an object of numbers is an object;
 * - a list that starts with a kind is anything else.
 *
 * A reference below zero is a constant that JSON lacks.
 */
export const CONSTANTS: readonly unknown[] = [
  undefined,
  NaN,
  Infinity,
  -Infinity,
  -0,
];

/** Reference to the place of an array that has no element. */
export const HOLE = -CONSTANTS.length - 1;

/** A value's row in the table, or a negative number. */
export type Reference = number;

/** One row. */
export type Row =
  | string
  | number
  | boolean
  | null
  | Reference[]
  | { [key: string]: Reference }
  | [kind: Kind, ...payload: (string | number | null)[]];

/** What a row that starts with a string is. */
export type Kind =
  | "bigint"
  | "bytes"
  | "computed"
  | "date"
  | "map"
  | "regexp"
  | "set"
  | "signal"
  | "slot"
  | "symbol"
  | "temporal"
  | "url";
