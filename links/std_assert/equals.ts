import { AssertionError } from "./assertion_error.ts";
import { diff } from "./diff.ts";
import { equal } from "./equal.ts";
import { format, withMessage } from "./message.ts";

/** Passes if the two are deeply equal ({@linkcode equal}); else the error shows the differences line by line. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(
    withMessage("Values are not equal", msg) + diff(actual, expected),
  );
}

/** Passes if the two are not deeply equal ({@linkcode equal}). */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(
    withMessage(`Expected something else than ${format(actual)}`, msg),
  );
}
