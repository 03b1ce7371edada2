/**
 * The wire, version 1: the only place that knows it. Every packet that comes in is validated by a schema here, every one that
 * goes out has its type here. `docs/protocol.md` is the same contract in words, `docs/asyncapi.json` for machines.
 */
import { z } from "zod";
import {
  BODY_CODE_POINTS,
  CLIENT_FRAME_BYTES,
  EMOJI_LENGTH,
  HISTORY_PAGE,
  NAME_CODE_POINTS,
  ROOM_TITLE_CODE_POINTS,
  ROOM_TOPIC_CODE_POINTS,
} from "./limits.ts";

/** The protocol's version, as `welcome` tells it. */
export const PROTOCOL = 1;
/** The name for `Sec-WebSocket-Protocol` (RFC 6455, section 1.9). */
export const SUBPROTOCOL = "chat";

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

/** A room's name. */
export const slug = z.string().regex(
  /^[a-z0-9][a-z0-9-]{0,62}$/,
  "expected 1 to 63 of a-z, 0-9 and '-', not starting with '-'",
);
/** What a client calls a command of its own. */
export const commandId = z.string().regex(
  /^[A-Za-z0-9_-]{1,64}$/,
  "expected 1 to 64 of A-Z, a-z, 0-9, '_' and '-'",
);
/** The number of an event in its room. */
export const seq = z.int().min(1, "expected a whole number from 1");

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function fits(text: string, most: number): boolean {
  return text.length <= most || codePoints(text) <= most;
}

/** Text from outside: well-formed (a lone surrogate has no UTF-8), not blank, bounded. */
function text(most: number) {
  return z.string()
    .refine(
      (value) => value.isWellFormed(),
      "expected text without lone surrogates",
    )
    .refine((value) => value.trim() !== "", "expected more than white space")
    .refine((value) => fits(value, most), {
      message: `expected at most ${most.toLocaleString("en")} code points`,
      params: { code: "too_long" },
    })
    // A document tells what it can of the above: JSON Schema, too, counts code points.
    .meta({
      description: "Without lone surrogates",
      maxLength: most,
      pattern: "\\S",
    });
}

const body = text(BODY_CODE_POINTS);
const emoji = z.string().max(EMOJI_LENGTH)
  .refine(isOneEmoji, "expected a single emoji")
  .describe(
    `A single emoji (\`RGI_Emoji\` of Unicode), of at most ${EMOJI_LENGTH} UTF-16 code units`,
  );

function isOneEmoji(value: string): boolean {
  return /^\p{RGI_Emoji}$/v.test(value);
}

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

/** The body of `POST /api/rooms/:room/messages`. */
const postRequest = z.object({ id: commandId, body, replyTo: seq.optional() });
/** The body of `POST /api/rooms`. */
const roomRequest = z.object({
  slug,
  title: text(ROOM_TITLE_CODE_POINTS).optional(),
  topic: text(ROOM_TOPIC_CODE_POINTS).optional(),
});

/** The body of `POST /api/rooms/:room/read`. */
const readRequest = z.object({ seq });

export type ClientPacket = z.infer<typeof clientPacket>;
export type Join = Extract<ClientPacket, { type: "join" }>;
/** The packets that change a room: they have an `id` and are answered by one `ack` or `error`. */
export type Command = Extract<ClientPacket, { id: string }>;
export type PostRequest = z.infer<typeof postRequest>;
export type RoomRequest = z.infer<typeof roomRequest>;

/** A person as others see them. */
export interface Author {
  id: string;
  name: string;
  /** The colour that they have chosen, 0 to 11; without one it follows from the id. */
  hue?: number;
}

/** A message as it is now: edits, reactions and deletion applied. */
export interface Message {
  seq: number;
  id: string;
  author: Author;
  body: string;
  /** When it was committed, in milliseconds since the Unix epoch. */
  at: number;
  replyTo?: number;
  editedAt?: number;
  deletedAt?: number;
  /** Who reacted: emoji → ids of people. */
  reactions?: Record<string, string[]>;
}

/** A message that one has not read yet. */
export interface UnreadMessage {
  seq: number;
  /** When it was committed, in milliseconds since the Unix epoch. */
  at: number;
  /** It names the reader. */
  named: boolean;
}

/** What someone has not read in a room. */
export interface UnreadRoom {
  slug: string;
  /** The room's last `seq` when this was found out. */
  head: number;
  /** Everything up to this `seq` has been read. */
  read: number;
  /** The oldest ones, at most `UNREAD_COUNTED`. */
  messages: UnreadMessage[];
}

interface EventBase {
  room: string;
  seq: number;
  author: Author;
  at: number;
}
/** One change in a room, numbered by `seq` without a gap. */
export type RoomEvent =
  | EventBase & { type: "message"; id: string; body: string; replyTo?: number }
  | EventBase & { type: "edit"; target: number; body: string }
  | EventBase & { type: "delete"; target: number }
  | EventBase & { type: "react"; target: number; emoji: string; on: boolean };

/** A command is committed, as event `seq`. */
export interface Ack {
  type: "ack";
  id: string;
  room: string;
  seq: number;
  at: number;
}

/** A command was refused and has had no effect. */
export interface ErrorPacket {
  type: "error";
  code: ErrorCode;
  message: string;
  id?: string;
  room?: string;
  /** In milliseconds. */
  retryAfter?: number;
}

export interface Welcome {
  type: "welcome";
  protocol: typeof PROTOCOL;
  user: Author;
  /** The client pings after so many milliseconds of silence. */
  heartbeat: number;
  limits: { body: number; frame: number };
}
export interface Joined {
  type: "joined";
  room: string;
  epoch: string;
  head: number;
  resumed: boolean;
}
export interface History {
  type: "history";
  room: string;
  messages: Message[];
  more: boolean;
}
export interface Presence {
  type: "presence";
  room: string;
  count: number;
  users?: Author[];
  joined?: Author[];
  left?: Author[];
}
/** One's own name or colour has changed, elsewhere or here. */
export interface User {
  type: "user";
  user: Author;
}
export interface Typing {
  type: "typing";
  room: string;
  user: Author;
  on: boolean;
}
export interface Read {
  type: "read";
  room: string;
  seq: number;
}
export interface Pong {
  type: "pong";
  at?: number;
}
export interface Goodbye {
  type: "goodbye";
  reason: string;
  /** In milliseconds; the client adds some of its own at random. */
  retryAfter: number;
}

/** What the server may send. */
export type ServerPacket =
  | Welcome
  | Joined
  | History
  | RoomEvent
  | Ack
  | ErrorPacket
  | Presence
  | User
  | Typing
  | Read
  | Pong
  | Goodbye;

/** A value that passed its schema, or the `error` to answer with. */
export type Parsed<T> = { ok: true; value: T } | {
  ok: false;
  error: ErrorPacket;
};

/** True if the frame is larger than a client may send; its size in UTF-8 counts. */
export function isTooLarge(frame: string): boolean {
  if (frame.length * 3 <= CLIENT_FRAME_BYTES) return false;
  return frame.length > CLIENT_FRAME_BYTES ||
    new TextEncoder().encode(frame).length > CLIENT_FRAME_BYTES;
}

/**
 * Reads a client's frame: one packet, or an array of them. Never throws; each bad packet becomes an `error` of its own. One
 * after another, so that whoever has had enough need not read the rest.
 */
export function* parseFrame(
  frame: string,
): Generator<Parsed<ClientPacket>, void> {
  const json = parseJson(frame);
  if (!json.ok) yield json;
  else if (!Array.isArray(json.value)) yield parsePacket(json.value);
  else for (const packet of json.value) yield parsePacket(packet);
}

/** Reads a name from outside: trimmed text of bounded length without control characters, in NFKC. */
export function parseName(value: unknown): Parsed<string> {
  const parsed = check(personName, value, "Cannot use this name");
  return parsed.ok ? { ok: true, value: parsed.value } : parsed;
}

const personName = z.string()
  // Bidirectional controls would let a name rearrange the line that it stands in.
  .transform((name) =>
    name.normalize("NFKC").replace(
      /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
      "",
    ).trim()
  )
  .pipe(
    text(NAME_CODE_POINTS)
      .refine(
        (name) => !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(name),
        "expected no control characters",
      )
      .refine(
        (name) => /[[\p{L}\p{N}\p{P}\p{S}]--\p{DI}--[\u2800]]/v.test(name),
        "expected something that can be seen",
      ),
  );

export function parsePost(value: unknown): Parsed<PostRequest> {
  return check(postRequest, value, "Cannot post");
}

export function parseReadRequest(value: unknown): Parsed<{ seq: number }> {
  return check(readRequest, value, "Cannot mark as read");
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

/** The type of a packet, in JSON as the server writes it. */
export function typeOf(packet: string): string {
  return packet.match(/^\{"type":"(\w+)"/)?.[1] ?? "message";
}

/** True if an event, in JSON as the server writes it, is a deletion. */
export function isDeletion(event: string): boolean {
  return event.startsWith('{"type":"delete"');
}

/** True if an event, in JSON as the server writes it, is an edit. */
export function isEdit(event: string): boolean {
  return event.startsWith('{"type":"edit"');
}

/** The number of an event or a message, in JSON as the server writes it: nothing that comes from outside stands before it. */
export function seqOf(text: string): number {
  const seq = Number(text.match(/"seq":(\d+)/)?.[1]);
  if (Number.isNaN(seq)) throw new TypeError("Expected a text with a 'seq'");
  return seq;
}

/** A message's event, from the message as history has it, both in JSON. */
export function eventOf(room: string, message: string): string {
  return `{"type":"message","room":"${room}",${message.slice(1)}`;
}

/** True if a message, in JSON as the server writes it, is what was posted: neither edited nor deleted, and without reactions. */
export function isAsPosted(message: string): boolean {
  return !/"(editedAt|deletedAt|reactions)":/.test(message);
}

/** True if the text can be a room's name in an address. */
export function isSlug(value: string): boolean {
  return slug.safeParse(value).success;
}

function parseJson(frame: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(frame) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(
      "bad_json",
      `Cannot read the frame as JSON: ${error.message}`,
    );
  }
}

function parsePacket(value: unknown): Parsed<ClientPacket> {
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

function check<T>(
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
function refuse(
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
