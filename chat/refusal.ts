import { GOODBYE_RETRY_MS } from "./limits.ts";
import type { ErrorCode } from "./protocol.ts";

/** What a refusal says beside its code and its sentence. */
export interface RefusalDetails {
  /** Milliseconds after which another try makes sense. */
  retryAfter?: number;
  cause?: unknown;
}

/**
 * A command or request that was refused and has had no effect. The message is for people: it says what would be right.
 * The socket answers it as an `error` packet, the JSON endpoints as problem details (RFC 9457), both with the same `code`.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, details: RefusalDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.retryAfter = details.retryAfter;
  }
}

/**
 * The store failed in a way that leaves open whether the command was committed. It must be answered neither `ack` nor
 * `error`: the connection closes, and the client asks again with the same `id`.
 */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

/** For what comes once the server is going away. */
export function goingAway(): Refusal {
  return new Refusal(
    "unavailable",
    "The server is going away: connect again and try again",
    { retryAfter: GOODBYE_RETRY_MS },
  );
}
