import { z } from "zod";
import { HISTORY_PAGE } from "../limits.ts";
import { body, commandId, emoji, seq, slug } from "./fields.ts";
import { check, type Parsed, refuse } from "./parsed.ts";

/** What a client may send. Unknown fields are dropped. */
export const clientPacket = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("join"),
    room: slug,
    after: z.int().min(0).optional(),
    epoch: z.string().max(64).optional(),
    history: z.int().min(0).max(HISTORY_PAGE).optional(),
  }),
  z.object({ type: z.literal("leave"), room: slug }),
  z.object({
    type: z.literal("post"),
    room: slug,
    id: commandId,
    body,
    replyTo: seq.optional(),
  }),
  z.object({
    type: z.literal("edit"),
    room: slug,
    id: commandId,
    target: seq,
    body,
  }),
  z.object({
    type: z.literal("delete"),
    room: slug,
    id: commandId,
    target: seq,
  }),
  z.object({
    type: z.literal("react"),
    room: slug,
    id: commandId,
    target: seq,
    emoji,
    on: z.boolean(),
  }),
  z.object({ type: z.literal("typing"), room: slug, on: z.boolean() }),
  z.object({ type: z.literal("read"), room: slug, seq }),
  z.object({ type: z.literal("ping"), at: z.number().optional() }),
]);

export type ClientPacket = z.infer<typeof clientPacket>;
export type Join = Extract<ClientPacket, { type: "join" }>;
/** The packets that change a room: they have an `id` and are answered by one `ack` or `error`. */
export type Command = Extract<ClientPacket, { id: string }>;

/** Reads one packet of a frame. */
export function parsePacket(value: unknown): Parsed<ClientPacket> {
  const type = typeof value === "object" && value !== null && "type" in value
    ? value.type
    : undefined;
  if (typeof type !== "string") {
    return refuse(
      "bad_packet",
      "Cannot read a packet: expected an object with a 'type'",
    );
  }
  return check(clientPacket, value, `Cannot read '${type.slice(0, 32)}'`);
}
