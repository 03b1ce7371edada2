import type { ErrorStatus } from "@std/http/status";

/**
 * Ends a request with an HTTP status. Thrown anywhere below an error page it picks that page; otherwise the answer is
 * plain text: the message, or the usual text of the status if the message is empty.
 *
 * @example
 * ```ts
 * throw new HttpError(404, "No such room");
 * ```
 */
export class HttpError extends Error {
  readonly status: ErrorStatus;
  override name = "HttpError";

  constructor(status: ErrorStatus, message = "", options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
