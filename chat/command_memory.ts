import { createHash } from "node:crypto";
import { z } from "zod";
import { COMMAND_MEMORY_MS } from "./limits.ts";
import type { Ack, Command } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { Entry } from "./store.ts";

/** What a committed command led to, kept under its author and `id` so that a repeat has no second effect. */
const commandRecord = z.object({
  room: z.string(),
  seq: z.number(),
  at: z.number(),
  expires: z.number(),
  digest: z.string(),
});
export type CommandRecord = z.infer<typeof commandRecord>;

/** Tells two commands with the same `id` apart without keeping what they say. */
export function digestOf(author: string, command: Command): string {
  const { type, room, id } = command;
  const rest = command.type === "post" ? [command.body, command.replyTo] : [
    command.target,
    "body" in command ? command.body : null,
    command.type === "react" ? [command.emoji, command.on] : null,
  ];
  return createHash("sha256").update(
    JSON.stringify([author, type, room, id, ...rest]),
  ).digest("base64url");
}

export function recordOf(
  command: Command,
  digest: string,
  seq: number,
  at: number,
): CommandRecord {
  return {
    room: command.room,
    seq,
    at,
    expires: at + COMMAND_MEMORY_MS,
    digest,
  };
}

/** The record in an entry, unless it has expired: expired keys can still be read for a while (`expireIn` is a lower bound). */
export function readRecord(
  entry: Entry,
  now: number,
): CommandRecord | undefined {
  const record = commandRecord.safeParse(entry.value);
  return record.success && record.data.expires > now ? record.data : undefined;
}

/** The first one's `ack`. Throws {@linkcode Refusal} when the `id` named another command. */
export function repeat(
  record: CommandRecord,
  command: Command,
  digest: string,
): Ack {
  if (record.digest !== digest) throw reused(command.id);
  return {
    type: "ack",
    id: command.id,
    room: record.room,
    seq: record.seq,
    at: record.at,
  };
}

export function reused(id: string): Refusal {
  return new Refusal(
    "bad_packet",
    `Cannot use id '${id}' again: it named another command, choose a new one`,
  );
}
