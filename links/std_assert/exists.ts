import { AssertionError } from "./assertion_error.ts";
import { format, withMessage } from "./message.ts";

/** Passes if `actual` is neither `null` nor `undefined`, and narrows it. */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  if (actual !== null && actual !== undefined) return;
  throw new AssertionError(
    withMessage(`Expected a value, got ${format(actual)}`, msg),
  );
}
