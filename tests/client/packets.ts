import type {
  Ack,
  Author,
  ErrorCode,
  ErrorPacket,
  History,
  Joined,
  Message,
  RoomEvent,
  Welcome,
} from "@/chat/protocol.ts";

export const ADA: Author = { id: "ada", name: "Ada" };
export const BO: Author = { id: "bo", name: "Bo" };
export const AT = Date.UTC(2026, 0, 1, 12);
export const EPOCH = "epoch1";

type Text = Extract<RoomEvent, { type: "message" }>;

export function welcome(user = ADA): Welcome {
  return {
    type: "welcome",
    protocol: 1,
    user,
    heartbeat: 25_000,
    limits: { body: 8_000, frame: 65_536 },
  };
}

export function joined(
  head: number,
  resumed: boolean,
  room = "lobby",
  epoch = EPOCH,
): Joined {
  return { type: "joined", room, epoch, head, resumed };
}

export function history(
  messages: Message[] = [],
  more = false,
  room = "lobby",
): History {
  return { type: "history", room, messages, more };
}

export function message(
  seq: number,
  body = `m${seq}`,
  author = BO,
  id = `other-${seq}`,
): Message {
  return { seq, id, author, body, at: AT + seq };
}

export function text(
  seq: number,
  body = `m${seq}`,
  author = BO,
  id = `other-${seq}`,
): Text {
  return { type: "message", room: "lobby", ...message(seq, body, author, id) };
}

export function ack(id: string, seq: number, room = "lobby"): Ack {
  return { type: "ack", id, room, seq, at: AT + seq };
}

export function refusal(
  code: ErrorCode,
  rest: Partial<ErrorPacket> = {},
): ErrorPacket {
  return { type: "error", code, message: `Cannot: ${code}`, ...rest };
}
