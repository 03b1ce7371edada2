import {
  type CommandMemory,
  type CommandRecord,
  type RecordsOfStem,
  type Sent,
  type Stem,
} from "./command_memory.ts";
import { COMMAND_MEMORY_MS } from "./limits.ts";
import type { Extent } from "./room_texts.ts";
import type { Transaction } from "./store.ts";

/** What a record takes at most. */
const RECORD_BYTES = 256;

/** What will stand under one key. */
interface Grown extends RecordsOfStem {
  stem: Stem;
  records: CommandRecord[];
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

  add({ stem }: Sent, record: CommandRecord): void {
    const grown = this.#stems.get(stem.name) ?? this.#begin(stem, record.at);
    grown.records.push(record);
    this.#extent.bytes += RECORD_BYTES;
  }

  /** Each key has the version that is known of it. */
  get checks(): Transaction["checks"] {
    return [...this.#stems.values()].map(({ stem: { key }, version }) => ({
      key,
      version,
    }));
  }

  get sets(): Transaction["sets"] {
    return [...this.#stems.values()].map(({ stem: { key }, records }) => ({
      key,
      value: records,
      expireIn: COMMAND_MEMORY_MS,
    }));
  }

  /** The commit went through. @param version What its keys have now. */
  keep(version: string): void {
    for (const { stem, records } of this.#stems.values()) {
      if (stem.isShared) this.#memory.keep(stem, { version, records });
    }
  }

  #begin(stem: Stem, now: number): Grown {
    const { version, records } = this.#memory.of(stem);
    const live = records.filter(({ expires }) => expires > now);
    const grown = { stem, version, records: live };
    this.#stems.set(stem.name, grown);
    this.#extent.checks++;
    this.#extent.mutations++;
    this.#extent.bytes += live.length * RECORD_BYTES;
    return grown;
  }
}
