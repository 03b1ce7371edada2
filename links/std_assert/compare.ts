import { AssertionError } from "./assertion_error.ts";
import { format } from "./message.ts";

/** Passes if `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  expectOrder(actual > expected, actual, ">", expected, msg);
}

/** Passes if `actual >= expected`. */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  expectOrder(actual >= expected, actual, ">=", expected, msg);
}

/** Passes if `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  expectOrder(actual < expected, actual, "<", expected, msg);
}

/** Passes if `actual <= expected`. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  expectOrder(actual <= expected, actual, "<=", expected, msg);
}

function expectOrder(
  holds: boolean,
  actual: unknown,
  sign: string,
  expected: unknown,
  msg?: string,
): void {
  if (holds) return;
  const headline = `Expect ${format(actual)} ${sign} ${format(expected)}`;
  throw new AssertionError(msg ? `${headline}: ${msg}` : headline);
}
