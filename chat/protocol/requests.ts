import { z } from "zod";
import { ROOM_TITLE_CODE_POINTS, ROOM_TOPIC_CODE_POINTS } from "../limits.ts";
import { type Command, parsePacket } from "./client_packets.ts";
import { body, commandId, line, seq, slug } from "./fields.ts";
import { check, type Parsed, refuse } from "./parsed.ts";

/** The body of `POST /api/rooms/:room/messages`. */
const postRequest = z.object({ id: commandId, body, replyTo: seq.optional() });
/** The body of `POST /api/rooms`. */
const roomRequest = z.object({
  slug,
  title: line(ROOM_TITLE_CODE_POINTS).optional(),
  topic: line(ROOM_TOPIC_CODE_POINTS).optional(),
});

/** The body of `POST /api/rooms/:room/read`. */
const readRequest = z.object({ seq });

/** The body of `POST /api/rooms/:room/typing`. */
const typingRequest = z.object({ on: z.boolean() });

export type PostRequest = z.infer<typeof postRequest>;
export type RoomRequest = z.infer<typeof roomRequest>;

export function parsePost(value: unknown): Parsed<PostRequest> {
  return check(postRequest, value, "Cannot post");
}

export function parseReadRequest(value: unknown): Parsed<{ seq: number }> {
  return check(readRequest, value, "Cannot mark as read");
}

export function parseTypingRequest(value: unknown): Parsed<{ on: boolean }> {
  return check(typingRequest, value, "Cannot tell who types");
}

/** Reads a command that names its room elsewhere, in the address of a request. */
export function parseCommand(room: string, value: unknown): Parsed<Command> {
  const parsed = parsePacket(
    typeof value === "object" ? { ...value, room } : value,
  );
  if (!parsed.ok) return parsed;
  if ("id" in parsed.value) return { ok: true, value: parsed.value };
  return refuse(
    "bad_packet",
    `Cannot take '${parsed.value.type}' here: expected 'post', 'edit', 'delete' or 'react'`,
  );
}

export function parseRoom(value: unknown): Parsed<RoomRequest> {
  return check(roomRequest, value, "Cannot make a room");
}
