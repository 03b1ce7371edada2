/**
 * Schemas of what goes out, for `asyncapi.ts` and the tests: the server itself has no use for them and does not load them.
 * They are the types of `server_packets.ts` once more, and do not compile when they differ from them.
 */
import { z } from "zod";
import { HUES } from "../limits.ts";
import { commandId as id, seq, slug as room } from "./fields.ts";
import type { ServerPacket } from "./server_packets.ts";
import { PROTOCOL } from "./version.ts";

const at = z.number().describe("Milliseconds since the Unix epoch");
const ms = z.number().min(0).describe("Milliseconds");
const count = z.int().min(0);

const author = z.object({
  id: z.string(),
  name: z.string(),
  hue: count.max(HUES - 1).optional(),
});
const message = z.object({
  seq,
  id,
  author,
  body: z.string(),
  at,
  replyTo: seq.optional(),
  editedAt: at.optional(),
  deletedAt: at.optional(),
  reactions: z.record(z.string(), z.array(z.string())).optional()
    .describe("Who reacted: emoji → ids of people"),
});
const event = { room, seq, author, at };
const code = z.enum([
  "bad_json",
  "bad_packet",
  "unauthorized",
  "forbidden",
  "unknown_room",
  "unknown_message",
  "not_joined",
  "too_long",
  "rate_limited",
  "read_only",
  "unavailable",
  "internal",
]);

/** What the server may send. */
export const serverPacket = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("welcome"),
    protocol: z.literal(PROTOCOL),
    user: author,
    heartbeat: ms,
    limits: z.object({ body: count, frame: count }),
  }),
  z.object({
    type: z.literal("joined"),
    room,
    epoch: z.string(),
    head: count,
    resumed: z.boolean(),
  }),
  z.object({
    type: z.literal("history"),
    room,
    messages: z.array(message),
    more: z.boolean(),
  }),
  z.object({
    type: z.literal("message"),
    ...event,
    id,
    body: z.string(),
    replyTo: seq.optional(),
  }),
  z.object({
    type: z.literal("edit"),
    ...event,
    target: seq,
    body: z.string(),
  }),
  z.object({ type: z.literal("delete"), ...event, target: seq }),
  z.object({
    type: z.literal("react"),
    ...event,
    target: seq,
    emoji: z.string(),
    on: z.boolean(),
  }),
  z.object({ type: z.literal("ack"), id, room, seq, at }),
  z.object({
    type: z.literal("error"),
    code,
    message: z.string(),
    id: id.optional(),
    room: room.optional(),
    retryAfter: ms.optional(),
  }),
  z.object({
    type: z.literal("presence"),
    room,
    count,
    users: z.array(author).optional(),
    joined: z.array(author).optional(),
    left: z.array(author).optional(),
  }),
  z.object({ type: z.literal("user"), user: author }),
  z.object({ type: z.literal("typing"), room, user: author, on: z.boolean() }),
  z.object({ type: z.literal("read"), room, seq }),
  z.object({ type: z.literal("pong"), at: z.number().optional() }),
  z.object({
    type: z.literal("goodbye"),
    reason: z.string(),
    retryAfter: ms,
  }),
]);

/** With no field optional: otherwise a type that lacks an optional field would do for one that has it. */
type Complete<T> = T extends object ? { [Name in keyof T]-?: Complete<T[Name]> }
  : T;
type Fits<A, B> = [A, Complete<A>] extends [B, Complete<B>] ? true : false;

true satisfies Fits<z.infer<typeof serverPacket>, ServerPacket>;
true satisfies Fits<ServerPacket, z.infer<typeof serverPacket>>;
