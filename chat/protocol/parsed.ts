import type { z } from "zod";
import type { ErrorCode } from "./codes.ts";
import { commandId, slug } from "./fields.ts";
import type { ErrorPacket } from "./server_packets.ts";

/** A value that passed its schema, or the `error` to answer with. */
export type Parsed<T> = { ok: true; value: T } | {
  ok: false;
  error: ErrorPacket;
};

/** Reads a value by its schema. `what` begins the sentence that tells what is wrong with it. */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): Parsed<T> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const field = issue?.path.join(".");
  const tooLong = issue?.code === "custom" && issue.params?.code === "too_long";
  const message = `${what}: ${field ? `'${field}' ` : ""}${
    issue?.message ?? "invalid"
  }`;
  return refuse(tooLong ? "too_long" : "bad_packet", message, value);
}

/** An `error` names the command that it answers, if that can be read. */
export function refuse(
  code: ErrorCode,
  message: string,
  value?: unknown,
): { ok: false; error: ErrorPacket } {
  const id = commandId.safeParse(field(value, "id"));
  const room = slug.safeParse(field(value, "room"));
  return {
    ok: false,
    error: {
      type: "error",
      code,
      message,
      ...(id.success && { id: id.data }),
      ...(room.success && { room: room.data }),
    },
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
