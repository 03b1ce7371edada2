import { AssertionError } from "./assertion_error.ts";
import { diff } from "./diff.ts";
import { format, withMessage } from "./message.ts";

/** Passes if the two are the same by `Object.is`, and narrows `actual`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  throw new AssertionError(
    withMessage("Values are not strictly equal", msg) +
      difference(actual, expected),
  );
}

function difference(actual: unknown, expected: unknown): string {
  const same = format(actual) === format(expected);
  return same
    ? `\n\nThe structure is the same, the reference is not\n\n${
      format(actual)
    }\n`
    : diff(actual, expected);
}
