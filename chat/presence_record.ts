import { z } from "zod";
import { PEOPLE_LISTED } from "./limits.ts";
import type { Author } from "./protocol.ts";

const user = z.object({
  id: z.string(),
  name: z.string(),
  hue: z.int().optional(),
});

/** What is stored of who is in a room by way of one worker. */
const attendance = z.object({
  count: z.int(),
  /** Who they are; left out if they are too many to name. */
  users: z.array(user).optional(),
});
export type RoomAttendance = z.infer<typeof attendance>;

/** A worker's sign of life. */
const beat = z.object({
  /** When it is to be taken for gone, in milliseconds since the Unix epoch. */
  until: z.number(),
  /** How many times it has written. */
  writes: z.int(),
  /** Which rooms its last writes were about, the oldest first. */
  recent: z.array(z.array(z.string())),
});
export type Beat = z.infer<typeof beat>;

/** What a worker tells the others of its process when it has written. */
export interface PresenceNotice {
  worker: string;
  beat: Beat;
  rooms: [room: string, attendance: RoomAttendance | null][];
}

/** `null` for what is not there or can't be read. */
export function readAttendance(value: unknown): RoomAttendance | null {
  return attendance.safeParse(value).data ?? null;
}

export function readBeat(value: unknown): Beat | null {
  return beat.safeParse(value).data ?? null;
}

/** `null` if nobody is there. */
export function attendanceOf(
  users: ReadonlyMap<string, Author>,
): RoomAttendance | null {
  const count = users.size;
  if (count === 0) return null;
  return count > PEOPLE_LISTED
    ? { count }
    : { count, users: [...users.values()] };
}

/** The rooms that were written after the `known`th write; nothing if nobody remembers. */
export function roomsSince(
  { writes, recent }: Beat,
  known: number,
): string[] | undefined {
  const missed = writes - known;
  return missed >= 0 && missed <= recent.length
    ? recent.slice(recent.length - missed).flat()
    : undefined;
}
