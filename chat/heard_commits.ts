import type { Commit } from "./bus.ts";
import { SHARD_KEYS, shardOf } from "./keys.ts";
import type { Entry } from "./store.ts";

/** What is known of a shard. */
interface Shard {
  /** As it stood when all that was committed in it was known here; `undefined` if it never was. */
  known: Pick<Entry, "value" | "version"> | undefined;
  /** Versions of commits in it that were heard of since, and maybe of some before. */
  heard: Set<string>;
}

/**
 * Which commits a worker has heard of, so that it need not read what it knows. Each commit is counted in the store, in the shards of its
 * rooms. If a shard counts as many more than before as were heard of, there is nothing else; otherwise somebody has committed of whom nobody
 * told, or will tell late.
 */
export class HeardCommits {
  #shards = SHARD_KEYS.map(unknown);

  /** This worker has made a commit, or another one of this process has told of one. Repeated, it counts once. */
  add({ version, added }: Commit): void {
    for (const { room } of added) {
      this.#shards[shardOf(room)]?.heard.add(version);
    }
  }

  /** The shards in which there may be commits that were not heard of. `entries`: what {@linkcode SHARD_KEYS} hold now. */
  missing(entries: readonly Entry[]): Set<number> {
    return new Set(
      this.#shards.keys().filter((shard) =>
        !isComplete(this.#shards[shard], entries[shard])
      ),
    );
  }

  /** What was committed until {@linkcode SHARD_KEYS} held these `entries` is known now. */
  settle(entries: readonly Entry[]): void {
    for (const [i, { value, version }] of entries.entries()) {
      const shard = this.#shards[i];
      if (!shard) continue;
      shard.known = { value, version };
      for (const heard of shard.heard) {
        if (!isAfter(heard, version)) shard.heard.delete(heard);
      }
    }
  }

  /** Nothing is known any more. */
  clear(): void {
    this.#shards = SHARD_KEYS.map(unknown);
  }
}

function unknown(): Shard {
  return { known: undefined, heard: new Set() };
}

function isComplete(shard?: Shard, entry?: Entry): boolean {
  if (!shard?.known || !entry) return false;
  const { known, heard } = shard;
  const between = heard.values().filter((version) =>
    isAfter(version, known.version) && !isAfter(version, entry.version)
  );
  return countOf(entry) - countOf(known) === [...between].length;
}

function countOf({ value }: Pick<Entry, "value">): number {
  return Number(value ?? 0);
}

function isAfter(version: string, other: string | null): boolean {
  return other === null || version > other;
}
