/**
 * What committed commands led to, so that a repeat has no second effect. The records of one author's commands whose ids differ in the last
 * digit only stand under one key: programs number their commands, and writing a key costs about as much for ten of them as for one.
 */
import { z } from "zod";
import { BoundedMap } from "./bounded_map.ts";
import { keys } from "./keys.ts";
import { COMMAND_MEMORY_MS, COMMAND_STEMS_IN_MEMORY } from "./limits.ts";
import type { Author, Command } from "./protocol.ts";
import type { Entry, Key, Store } from "./store.ts";

const commandRecord = z.object({
  id: z.string(),
  room: z.string(),
  seq: z.number(),
  at: z.number(),
  expires: z.number(),
});
export type CommandRecord = z.infer<typeof commandRecord>;
const storedRecords = z.array(commandRecord);

/** What stands under one key. */
export interface RecordsOfStem {
  /** Of the key; `null` if it is absent. */
  version: string | null;
  records: readonly CommandRecord[];
}

/** Where a command's record stands: with those of its author whose ids have the same stem. */
export interface Stem {
  /** No other author's stem has it. */
  name: string;
  key: Key;
  /** Others with the same stem are likely to come. */
  isShared: boolean;
}

/** A command that somebody sent. */
export interface Sent {
  command: Command;
  stem: Stem;
}

const NOTHING: RecordsOfStem = { version: null, records: [] };

/** What is known of the store's records. It may be old: whoever writes checks the version. */
export class CommandMemory {
  readonly #store: Store;
  readonly #stems = new BoundedMap<string, RecordsOfStem>(
    COMMAND_STEMS_IN_MEMORY,
  );

  constructor(store: Store) {
    this.#store = store;
  }

  /** Reads what the store has of these commands. Throws if it can't be read. */
  async read(sent: readonly Sent[]): Promise<void> {
    const stems = new Map(sent.map(({ stem }) => [stem.name, stem]));
    const all = [...stems.values()];
    const entries = await this.#store.getMany(all.map(({ key }) => key));
    for (const [i, stem] of all.entries()) {
      const entry = entries[i];
      if (!entry) throw new Error("The store gave fewer entries than keys");
      this.keep(stem, recordsIn(entry));
    }
  }

  /** The record of a command, unless it has expired. */
  find({ stem, command }: Sent, now: number): CommandRecord | undefined {
    const { records } = this.of(stem);
    return records.find(({ id, expires }) =>
      id === command.id && expires > now
    );
  }

  /** Nothing, if nothing is known. */
  of({ name }: Stem): RecordsOfStem {
    return this.#stems.get(name) ?? NOTHING;
  }

  /** This is what the store has. */
  keep({ name }: Stem, records: RecordsOfStem): void {
    this.#stems.set(name, records);
  }
}

export function stemOf(author: Author, { id }: Command): Stem {
  const isShared = /\d$/.test(id);
  const stem = isShared ? id.slice(0, -1) : id;
  return {
    name: `${author.id} ${stem}`,
    key: keys.command(author.id, stem),
    isShared,
  };
}

/** Expired keys can still be read for a while (`expireIn` is a lower bound), so each record says when it expires. */
function recordsIn({ value, version }: Entry): RecordsOfStem {
  return { version, records: value === null ? [] : storedRecords.parse(value) };
}

/** @param at When the command was committed. */
export function recordOf(
  { id, room }: Command,
  seq: number,
  at: number,
): CommandRecord {
  return { id, room, seq, at, expires: at + COMMAND_MEMORY_MS };
}
