import { AssertionError } from "./assertion_error.ts";
import { type ClassOf, kindOf } from "./kind.ts";
import { withMessage } from "./message.ts";

/** Passes if `actual` is an instance of `expectedType`, and narrows it. */
export function assertInstanceOf<T>(
  actual: unknown,
  expectedType: ClassOf<T>,
  msg?: string,
): asserts actual is T {
  if (actual instanceof expectedType) return;
  const headline = `Expected an instance of "${expectedType.name}", got ${
    kindOf(actual)
  }`;
  throw new AssertionError(withMessage(headline, msg));
}
