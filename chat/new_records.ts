import {
  type CommandMemory,
  type CommandRecord,
  isNumbered,
  keyOf,
  type RecordsOfStem,
  type Sent,
} from "./command_memory.ts";
import { COMMAND_MEMORY_MS } from "./limits.ts";
import type { Extent } from "./room_texts.ts";
import type { Key, Transaction } from "./store.ts";

/** What a record takes at most. */
const RECORD_BYTES = 256;

/** What will stand under one key. */
interface Grown extends RecordsOfStem {
  key: Key;
  records: CommandRecord[];
  /** By commands that are still to come. */
  isShared: boolean;
}

/** The records that one commit adds to what is known of commands. */
export class NewRecords {
  readonly #memory: CommandMemory;
  readonly #extent: Extent;
  readonly #stems = new Map<string, Grown>();

  /** What will be written is added to `extent`, which others may share. */
  constructor(memory: CommandMemory, extent: Extent) {
    this.#memory = memory;
    this.#extent = extent;
  }

  add(sent: Sent, record: CommandRecord): void {
    const grown = this.#stems.get(sent.stem) ?? this.#begin(sent, record.at);
    grown.records.push(record);
    this.#extent.bytes += RECORD_BYTES;
  }

  /** Each key has the version that is known of it. */
  get checks(): Transaction["checks"] {
    return [...this.#stems.values()];
  }

  get sets(): Transaction["sets"] {
    return [...this.#stems.values()].map(({ key, records: value }) => ({
      key,
      value,
      expireIn: COMMAND_MEMORY_MS,
    }));
  }

  /** The commit went through. @param version What its keys have now. */
  keep(version: string): void {
    for (const [stem, { records, isShared }] of this.#stems) {
      if (isShared) this.#memory.keep(stem, { version, records });
    }
  }

  #begin(sent: Sent, now: number): Grown {
    const { version, records } = this.#memory.of(sent.stem);
    const live = records.filter(({ expires }) => expires > now);
    const grown = {
      key: keyOf(sent),
      version,
      records: live,
      isShared: isNumbered(sent.command.id),
    };
    this.#stems.set(sent.stem, grown);
    this.#extent.checks++;
    this.#extent.mutations++;
    this.#extent.bytes += live.length * RECORD_BYTES;
    return grown;
  }
}
