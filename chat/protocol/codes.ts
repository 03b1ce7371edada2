/** Codes of `error` packets and problem details. */
export type ErrorCode =
  | "bad_json"
  | "bad_packet"
  | "unauthorized"
  | "forbidden"
  | "unknown_room"
  | "unknown_message"
  | "not_joined"
  | "too_long"
  | "rate_limited"
  | "read_only"
  | "unavailable"
  | "internal";

/** Close codes (RFC 6455, section 7.4.1, and the IANA registry for 1013). */
export const CLOSE = {
  done: 1000,
  goingAway: 1001,
  binary: 1003,
  policy: 1008,
  tooLarge: 1009,
  fault: 1011,
  tryAgain: 1013,
} as const;
