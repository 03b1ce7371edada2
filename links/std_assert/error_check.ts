import { AssertionError } from "./assertion_error.ts";
import { type ClassOf, kindOf } from "./kind.ts";
import { format, withMessage } from "./message.ts";

/** A class of errors. */
export type ErrorClass<E extends Error = Error> = ClassOf<E>;

/** What follows the function in `assertThrows` and `assertRejects`. */
export type Expectation = [msg?: string] | [
  errorClass?: ErrorClass,
  msgIncludes?: string,
  msg?: string,
];

interface NamedExpectation {
  errorClass?: ErrorClass;
  msgIncludes?: string;
  msg?: string;
}

/** Gives the arguments names: a string in the first place is the caller's own message. */
export function expectationOf(
  [first, msgIncludes, msg]: Expectation,
): NamedExpectation {
  return typeof first === "string"
    ? { msg: first }
    : { errorClass: first, msgIncludes, msg };
}

/** Throws an `AssertionError` unless `error` is of the class, and has the text in its message. */
export function checkError(
  error: unknown,
  errorClass: ErrorClass | undefined,
  msgIncludes = "",
  msg?: string,
): void {
  if (!errorClass) return;
  if (!(error instanceof errorClass)) {
    const headline = `Expected an error of class "${errorClass.name}", got ${
      kindOf(error)
    }`;
    throw new AssertionError(withMessage(headline, msg), { cause: error });
  }
  if (error.message.includes(msgIncludes)) return;
  const headline = `Expected the error's message to include ${
    format(msgIncludes)
  }, got ${format(error.message)}`;
  throw new AssertionError(withMessage(headline, msg), { cause: error });
}
