import { AssertionError } from "./assertion_error.ts";
import {
  checkError,
  type ErrorClass,
  type Expectation,
  expectationOf,
} from "./error_check.ts";
import { withMessage } from "./message.ts";

/**
 * Passes if `fn` throws, and gives back what it threw.
 *
 * @param fn The function to call, without arguments.
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Passes if `fn` throws an instance of `errorClass` whose message contains `msgIncludes`, and gives it back.
 *
 * @param fn The function to call, without arguments.
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  ...expected: Expectation
): unknown {
  const { errorClass, msgIncludes, msg } = expectationOf(expected);
  try {
    fn();
  } catch (error) {
    checkError(error, errorClass, msgIncludes, msg);
    return error;
  }
  throw new AssertionError(withMessage("Expected function to throw", msg));
}
