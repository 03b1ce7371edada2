import type { ErrorCode } from "../chat/protocol.ts";

/** True if the same command may go through later, without anybody doing anything about it. */
export function isTemporary(code: ErrorCode): boolean {
  return code === "rate_limited" || code === "unavailable";
}
