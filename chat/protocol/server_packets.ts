import type { ErrorCode } from "./codes.ts";
import type { RoomEvent } from "./event.ts";
import type { Author, Message } from "./message.ts";
import type { PROTOCOL } from "./version.ts";

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
