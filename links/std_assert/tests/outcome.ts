// Not built on the assertions: an assertion that checks nothing must not be able to vouch for itself.
import { AssertionError } from "@std/assert";

/** Runs each check: all have to come back. */
export function holds(...checks: (() => unknown)[]): void {
  for (const check of checks) check();
}

/** Runs each check: all have to throw an `AssertionError`. Gives the last one back. */
export function breaks(...checks: (() => unknown)[]): AssertionError {
  const errors = checks.map(errorOf);
  const wrong = errors.findIndex((error) => !(error instanceof AssertionError));
  if (wrong >= 0) {
    throw new Error(`No AssertionError from ${checks[wrong]}`, {
      cause: errors[wrong],
    });
  }
  return lastOf(errors);
}

/** Waits for the promise: it has to reject with an `AssertionError`. */
export async function breaksLater(
  promise: Promise<unknown>,
): Promise<AssertionError> {
  const error = await promise.then(() => undefined, (reason) => reason);
  if (error instanceof AssertionError) return error;
  throw new Error("No AssertionError from the promise", { cause: error });
}

/** Fails unless the condition is true. */
export function check(condition: boolean, what: string): void {
  if (condition !== true) throw new Error(`Expected: ${what}`);
}

function errorOf(check: () => unknown): unknown {
  try {
    check();
  } catch (error) {
    return error;
  }
}

function lastOf(errors: unknown[]): AssertionError {
  const last = errors.at(-1);
  if (last instanceof AssertionError) return last;
  throw new Error("Expected at least one check");
}
