import { AssertionError } from "./assertion_error.ts";
import { withMessage } from "./message.ts";

/** The values that count as false. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/** Passes if `expr` is truthy, and narrows it. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** Passes if `expr` is falsy, and narrows it. */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}

/** Fails always: for a place that a test must not reach. */
export function fail(msg?: string): never {
  throw new AssertionError(withMessage("Failed assertion", msg));
}
