import { z } from "zod";
import { keys } from "./keys.ts";
import { COMMAND_MEMORY_MS } from "./limits.ts";
import type { Ack, Command, RoomEvent } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { readTextAt } from "./segment.ts";
import type { Entry, Store } from "./store.ts";

/** What a committed command led to, kept under its author and `id` so that a repeat has no second effect. */
const commandRecord = z.object({
  room: z.string(),
  seq: z.number(),
  at: z.number(),
  expires: z.number(),
});
export type CommandRecord = z.infer<typeof commandRecord>;

export function recordOf(
  { room }: Command,
  seq: number,
  at: number,
): CommandRecord {
  return { room, seq, at, expires: at + COMMAND_MEMORY_MS };
}

/** The record in an entry, unless it has expired: expired keys can still be read for a while (`expireIn` is a lower bound). */
export function readRecord(
  entry: Entry,
  now: number,
): CommandRecord | undefined {
  const record = commandRecord.safeParse(entry.value);
  return record.success && record.data.expires > now ? record.data : undefined;
}

/** The first one's `ack`. Throws {@linkcode Refusal} when the `id` named another command: what that was, the log knows. */
export async function repeat(
  store: Store,
  { room, seq, at }: CommandRecord,
  command: Command,
): Promise<Ack> {
  const keyOf = (seq: number) => keys.event(room, seq);
  const event = await readTextAt(store, keyOf, seq);
  if (event === undefined) {
    throw new Error(`Expected event ${seq} in room '${room}'`);
  }
  if (!isSame(command, JSON.parse(event))) throw reused(command.id);
  return { type: "ack", id: command.id, room, seq, at };
}

/** True if a command says the same as another one with its `id`, or as the event that such a one led to. */
export function isSame(command: Command, other: Command | RoomEvent): boolean {
  return aimOf(command) === aimOf(other) && isBodyOf(command, other);
}

export function reused(id: string): Refusal {
  return new Refusal(
    "bad_packet",
    `Cannot use id '${id}' again: it named another command, choose a new one`,
  );
}

/** What a command does and to what. */
function aimOf(one: Command | RoomEvent): string {
  const type = one.type === "message" ? "post" : one.type;
  const target = "target" in one ? one.target : one.replyTo;
  const reaction = one.type === "react" ? [one.emoji, one.on] : null;
  return JSON.stringify([type, one.room, target, reaction]);
}

/** The text is gone from an event whose message was deleted. */
function isBodyOf(command: Command, other: Command | RoomEvent): boolean {
  if (!("body" in command) || !("body" in other)) return true;
  return other.body === command.body || other.body === "";
}
