import { STATUS_TEXT } from "@std/http/status";
import { HttpError } from "../http_error.ts";
import type { Method } from "../types.ts";

/** The end of a chain that nothing answered. It throws, so that error pages see it. */
export function refuseUnknownPath(): Promise<never> {
  return Promise.reject(new HttpError(404));
}

/** The end of a chain whose path exists, but not for this method. */
export function refuseMethod(): Promise<never> {
  return Promise.reject(new HttpError(405));
}

/** The end of a chain for a method that no route can have, such as PROPFIND. */
export function refuseUnknownMethod(method: string): Promise<never> {
  return Promise.reject(new TypeError(`Cannot route method '${method}'`));
}

/** Answers OPTIONS for a route that doesn't do so itself. */
export function tellMethods(methods: Iterable<Method>): Promise<Response> {
  const headers = { allow: [...methods].join(", ") };
  return Promise.resolve(new Response(null, { status: 204, headers }));
}

/**
 * The plain answer to an error that no page handled. Only the message of an `HttpError` is meant for the client; what
 * the server got wrong is logged and not told.
 */
export function answerToError(error: unknown): Response {
  if (!(error instanceof HttpError)) {
    console.error(error);
    return new Response("Internal server error", { status: 500 });
  }
  if (error.status >= 500) console.error(error);
  return new Response(error.message || STATUS_TEXT[error.status], {
    status: error.status,
  });
}
