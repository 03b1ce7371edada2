import { AssertionError } from "./assertion_error.ts";
import {
  checkError,
  type ErrorClass,
  type Expectation,
  expectationOf,
} from "./error_check.ts";
import { withMessage } from "./message.ts";

/**
 * Passes if the promise that `fn` returns rejects, and gives back the reason. A synchronous throw does not pass.
 *
 * @param fn The function to call, without arguments.
 */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/**
 * Passes if the promise that `fn` returns rejects with an instance of `errorClass` whose message contains
 * `msgIncludes`, and gives it back. A synchronous throw does not pass.
 *
 * @param fn The function to call, without arguments.
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  ...expected: Expectation
): Promise<unknown> {
  const { errorClass, msgIncludes, msg } = expectationOf(expected);
  const promise = start(fn, msg);
  try {
    await promise;
  } catch (error) {
    checkError(error, errorClass, msgIncludes, msg);
    return error;
  }
  throw new AssertionError(withMessage("Expected function to reject", msg));
}

/** Calls `fn`, and tells a throw or a plain value from a rejection: neither is what the test asked for. */
function start(
  fn: () => PromiseLike<unknown>,
  msg: string | undefined,
): PromiseLike<unknown> {
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch (cause) {
    throw new AssertionError(
      withMessage("Function throws when expected to reject", msg),
      { cause },
    );
  }
  if (typeof promise?.then === "function") return promise;
  throw new AssertionError(
    withMessage("Function returns no promise when expected to reject", msg),
  );
}
