import { type ErrorStatus, STATUS_CODE, STATUS_TEXT } from "@std/http/status";
import { StoreSilent } from "@/chat/patient_store.ts";
import type { ErrorCode } from "@/chat/protocol.ts";
import { OutcomeUnknown, Refusal } from "@/chat/refusal.ts";
import { HttpError } from "fresh";

/** What went wrong with a request, whatever it was. */
export interface Problem {
  status: ErrorStatus;
  code: ErrorCode;
  /** A sentence for people; without it the status speaks for itself. */
  detail?: string;
  /** In milliseconds. */
  retryAfter?: number;
}

/** When to try again where the store did not answer. */
const RETRY_AFTER_MS = 1_000;

const STATUS_OF_CODE: Record<ErrorCode, ErrorStatus> = {
  bad_json: STATUS_CODE.BadRequest,
  bad_packet: STATUS_CODE.UnprocessableEntity,
  unauthorized: STATUS_CODE.Unauthorized,
  forbidden: STATUS_CODE.Forbidden,
  unknown_room: STATUS_CODE.NotFound,
  unknown_message: STATUS_CODE.NotFound,
  not_joined: STATUS_CODE.Conflict,
  too_long: STATUS_CODE.ContentTooLarge,
  rate_limited: STATUS_CODE.TooManyRequests,
  read_only: STATUS_CODE.Forbidden,
  unavailable: STATUS_CODE.ServiceUnavailable,
  internal: STATUS_CODE.InternalServerError,
};

const CODE_OF_STATUS = new Map<number, ErrorCode>([
  [STATUS_CODE.Unauthorized, "unauthorized"],
  [STATUS_CODE.Forbidden, "forbidden"],
  [STATUS_CODE.ContentTooLarge, "too_long"],
  [STATUS_CODE.TooManyRequests, "rate_limited"],
  [STATUS_CODE.ServiceUnavailable, "unavailable"],
]);

/** Names what was thrown. What is not meant for the client stays out: it becomes an `internal`. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Refusal) {
    const { code, message: detail, retryAfter } = thrown;
    return {
      status: STATUS_OF_CODE[code],
      code,
      detail,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  if (thrown instanceof OutcomeUnknown) {
    const detail =
      `${thrown.message}; it may have been committed, so try again with the same id`;
    return {
      status: STATUS_CODE.ServiceUnavailable,
      code: "unavailable",
      detail,
      retryAfter: RETRY_AFTER_MS,
    };
  }
  if (thrown instanceof StoreSilent) {
    return {
      status: STATUS_CODE.ServiceUnavailable,
      code: "unavailable",
      detail: "The database does not answer just now: try again in a moment",
      retryAfter: RETRY_AFTER_MS,
    };
  }
  if (thrown instanceof HttpError) return httpProblem(thrown);
  return { status: STATUS_CODE.InternalServerError, code: "internal" };
}

function httpProblem({ status, message }: HttpError): Problem {
  const other: ErrorCode = status >= 500 ? "internal" : "bad_packet";
  return {
    status,
    code: CODE_OF_STATUS.get(status) ?? other,
    ...(message && { detail: message }),
  };
}

/** The problem as RFC 9457 wants it. */
export function problemResponse(
  { status, code, detail, retryAfter }: Problem,
): Response {
  const body = {
    type: "about:blank",
    title: STATUS_TEXT[status],
    status,
    detail: detail ?? STATUS_TEXT[status],
    code,
    retryAfter,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      ...retryHeader(retryAfter),
      // RFC 9110, section 15.5.2.
      ...(status === STATUS_CODE.Unauthorized &&
        { "www-authenticate": "Bearer" }),
    },
  });
}

/** `Retry-After` in whole seconds (RFC 9110, section 10.2.3). */
export function retryHeader(
  retryAfter: number | undefined,
): Record<string, string> {
  return retryAfter === undefined
    ? {}
    : { "retry-after": String(Math.ceil(retryAfter / 1000)) };
}

/** RFC 9110, section 15.5.22. */
export function upgradeRequired(): Response {
  const detail =
    "Cannot answer a plain request: expected a WebSocket handshake, version 13";
  const response = problemResponse({
    status: STATUS_CODE.UpgradeRequired,
    code: "bad_packet",
    detail,
  });
  response.headers.set("upgrade", "websocket");
  response.headers.set("connection", "Upgrade");
  response.headers.set("sec-websocket-version", "13");
  return response;
}
