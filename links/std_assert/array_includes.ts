import { AssertionError } from "./assertion_error.ts";
import { equal } from "./equal.ts";
import { format, withMessage } from "./message.ts";

/** An array or something like it, but not a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/** Passes if every item of `expected` is deeply equal to some item of `actual`. */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((wanted) =>
    !present.some((item) => equal(item, wanted))
  );
  if (missing.length === 0) return;
  const headline = `Expected ${format(present)} to include ${format(missing)}`;
  throw new AssertionError(withMessage(headline, msg));
}
