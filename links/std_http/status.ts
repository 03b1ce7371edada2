/**
 * HTTP status codes by name, their texts, and predicates.
 *
 * @module
 */
import { STATUS_TEXT, type StatusCode } from "./status_table.ts";

export { STATUS_CODE, STATUS_TEXT, type StatusCode } from "./status_table.ts";

/** The text of any known status code. */
export type StatusText = typeof STATUS_TEXT[StatusCode];

/** The known codes whose first digit is `Class`. */
type StatusOf<Class extends number, Code extends StatusCode = StatusCode> =
  Code extends Code ? `${Code}` extends `${Class}${string}` ? Code : never
    : never;

/** A known code from 100 to 199. */
export type InformationalStatus = StatusOf<1>;

/** A known code from 200 to 299. */
export type SuccessfulStatus = StatusOf<2>;

/** A known code from 300 to 399. */
export type RedirectStatus = StatusOf<3>;

/** A known code from 400 to 499. */
export type ClientErrorStatus = StatusOf<4>;

/** A known code from 500 to 599. */
export type ServerErrorStatus = StatusOf<5>;

/** A known code from 400 to 599. */
export type ErrorStatus = ClientErrorStatus | ServerErrorStatus;

/** Whether the number is a known status code: 299 is not. */
export function isStatus(status: number): status is StatusCode {
  return Object.hasOwn(STATUS_TEXT, status);
}

/** Whether the number is a known code from 100 to 199. */
export function isInformationalStatus(
  status: number,
): status is InformationalStatus {
  return isStatusOf(1, status);
}

/** Whether the number is a known code from 200 to 299. */
export function isSuccessfulStatus(status: number): status is SuccessfulStatus {
  return isStatusOf(2, status);
}

/** Whether the number is a known code from 300 to 399. */
export function isRedirectStatus(status: number): status is RedirectStatus {
  return isStatusOf(3, status);
}

/** Whether the number is a known code from 400 to 499. */
export function isClientErrorStatus(
  status: number,
): status is ClientErrorStatus {
  return isStatusOf(4, status);
}

/** Whether the number is a known code from 500 to 599. */
export function isServerErrorStatus(
  status: number,
): status is ServerErrorStatus {
  return isStatusOf(5, status);
}

/** Whether the number is a known code from 400 to 599. */
export function isErrorStatus(status: number): status is ErrorStatus {
  return isClientErrorStatus(status) || isServerErrorStatus(status);
}

function isStatusOf(firstDigit: number, status: number): boolean {
  return isStatus(status) && Math.floor(status / 100) === firstDigit;
}
