import type { Command } from "../chat/protocol.ts";
import { has, number, optional, parseJson, text } from "./shape.ts";

/** A command that waits for its answer. Never changed in place. */
export interface Entry {
  command: Command;
  /** Where it is kept in the storage. */
  key: string;
  /** When it was given, in ms since the Unix epoch; no two of a tab are the same, and their order is the order of sending. */
  since: number;
  /** Id of the person who gave it, as soon as that is known: nobody else may send it. */
  author?: string;
  /** When it was sent first, if the server may have it. */
  sentAt?: number;
  /** Why it was refused, in words. It then waits for a person instead of for the server. */
  problem?: string;
}

export function writeEntry({ key: _, ...entry }: Entry): string {
  return JSON.stringify(entry);
}

/** Reads what {@linkcode writeEntry} wrote; null if it is something else. */
export function readEntry(key: string, json: string): Entry | null {
  const entry = parseJson(json);
  return isEntry(entry) ? { ...entry, key } : null;
}

/** Only as much as keeps the client in one piece: whoever can write here is this very page, and the server checks the command. */
function isEntry(value: unknown): value is Omit<Entry, "key"> {
  return stored(value);
}

const stored = has({
  since: number,
  command: has({ type: text, room: text, id: text }),
  author: optional(text),
  sentAt: optional(number),
  problem: optional(text),
});
