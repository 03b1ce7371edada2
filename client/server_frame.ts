import type {
  Author,
  Message,
  RoomEvent,
  ServerPacket,
} from "../chat/protocol.ts";
import type { HistoryPage } from "./environment.ts";
import {
  type Check,
  flag,
  has,
  isRecord,
  listOf,
  number,
  optional,
  parseJson,
  recordOf,
  seq,
  type Shape,
  text,
} from "./shape.ts";

/** The packets that the client does something about. Of the others it is enough that they were heard. */
export type Heard = Exclude<
  ServerPacket,
  { type: "pong" }
>;

type Shapes = {
  [Type in Heard["type"]]: Omit<Shape<Extract<Heard, { type: Type }>>, "type">;
};

const author = has(
  { id: text, name: text, hue: optional(number) } satisfies Shape<Author>,
);
const message = has(
  {
    seq,
    id: text,
    author,
    body: text,
    at: number,
    replyTo: optional(seq),
    editedAt: optional(number),
    deletedAt: optional(number),
    reactions: optional(recordOf(listOf(text))),
  } satisfies Shape<Message>,
);
const page = {
  messages: listOf(message),
  more: flag,
  newer: optional(flag),
} satisfies Shape<HistoryPage>;
const event = { room: text, seq, author, at: number };

/**
 * What a packet must have for the client to handle it. The whole of the wire is in `chat/protocol.ts`, with a library that is
 * too much for a page; this keeps a broken proxy or a newer server from breaking one.
 */
const shapes: Shapes = {
  welcome: {
    protocol: number,
    user: author,
    heartbeat: number,
    limits: has({ body: number, frame: number }),
  },
  joined: { room: text, epoch: text, head: seq, resumed: flag },
  history: { room: text, ...page },
  message: { ...event, id: text, body: text, replyTo: optional(seq) },
  edit: { ...event, target: seq, body: text },
  delete: { ...event, target: seq },
  react: { ...event, target: seq, emoji: text, on: flag },
  ack: { id: text, room: text, seq, at: number },
  error: {
    code: text,
    message: text,
    id: optional(text),
    room: optional(text),
    retryAfter: optional(number),
  },
  presence: {
    room: text,
    count: number,
    users: optional(listOf(author)),
    joined: optional(listOf(author)),
    left: optional(listOf(author)),
  },
  typing: { room: text, user: author, on: flag },
  user: { user: author },
  read: { room: text, seq },
  goodbye: { reason: text, retryAfter: number },
};
const checks = new Map<unknown, Check>(
  Object.entries(shapes).map(([type, shape]) => [type, has(shape)]),
);
const anyPacket = has({ type: text });

/**
 * Reads a frame from the server: one packet or an array of them. Never throws: whatever is malformed goes to `malformed`
 * and is left out, as are packets of a type that the client does not know.
 */
export function readFrame(
  frame: string,
  malformed: (what: unknown) => void,
): Heard[] {
  const value = parseJson(frame);
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((packet): packet is Heard => {
    const fits = isHeard(packet);
    if (!fits && !isUnknown(packet)) malformed(packet ?? frame);
    return fits;
  });
}

/** Reads a page of messages that came by HTTP. Throws `TypeError` if it is something else. */
export function readHistoryPage(value: unknown): HistoryPage {
  if (isHistoryPage(value)) return value;
  throw new TypeError(
    "Cannot read a page of messages: expected an object with 'messages' and 'more'",
  );
}

/** True for the four packets that are events of a room. */
export function isEvent(packet: Heard): packet is RoomEvent {
  return "seq" in packet && "author" in packet;
}

function isHeard(value: unknown): value is Heard {
  return isRecord(value) && checks.get(value.type)?.(value) === true;
}

function isUnknown(value: unknown): boolean {
  return anyPacket(value) && isRecord(value) && !checks.has(value.type);
}

function isHistoryPage(value: unknown): value is HistoryPage {
  return has(page)(value);
}
