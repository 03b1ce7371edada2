import { assert, assertEquals } from "@std/assert";
import type { ErrorCode, Parsed } from "@/chat/protocol.ts";

/** Asserts that a value was refused with this code and a message for people. */
export function refusedWith(
  code: ErrorCode,
  parsed: Parsed<unknown> | undefined,
): void {
  assert(parsed, "Nothing was answered");
  assert(!parsed.ok, `Accepted: ${JSON.stringify(parsed)}`);
  assertEquals(parsed.error.code, code, parsed.error.message);
  assert(parsed.error.message.length > 10);
}
