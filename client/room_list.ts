import {
  flag,
  has,
  isRecord,
  listOf,
  number,
  optional,
  type Shape,
  text,
} from "./shape.ts";

/** A room as the server lists it. */
export interface ListedRoom {
  slug: string;
  title: string;
  topic?: string;
  createdAt: number;
  /** What others have said since one was there; nothing where one has never read anything. */
  unread?: number;
  /** One is named in some of that. */
  named?: boolean;
}

const isListed = has(
  {
    slug: text,
    title: text,
    topic: optional(text),
    createdAt: number,
    unread: optional(number),
    named: optional(flag),
  } satisfies Shape<ListedRoom>,
);

/** Reads the answer of `GET /api/rooms`. Throws `TypeError` if it is something else. */
export function readRoomList(answer: unknown): ListedRoom[] {
  if (isRoomList(answer)) return answer.rooms;
  throw new TypeError(
    "Cannot read a list of rooms: expected an object with 'rooms'",
  );
}

function isRoomList(value: unknown): value is { rooms: ListedRoom[] } {
  return isRecord(value) && listOf(isListed)(value.rooms);
}
