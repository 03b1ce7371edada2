import { AssertionError } from "./assertion_error.ts";
import { format, withMessage } from "./message.ts";

/** Passes if `actual` contains the string `expected`. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(
    withMessage(
      `Expected ${format(actual)} to contain ${format(expected)}`,
      msg,
    ),
  );
}

/** Passes if the pattern `expected` matches somewhere in `actual`. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (expected.test(actual)) return;
  throw new AssertionError(
    withMessage(`Expected ${format(actual)} to match ${expected}`, msg),
  );
}
