import type { Author } from "./message.ts";

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
