import type { Key } from "./store.ts";

/**
 * Where everything stands in the store. `docs/architecture.md` has the same as a table, with what is kept there.
 */
export const keys = {
  epoch: ["epoch"] satisfies Key,
  room: (slug: string): Key => ["room", slug],
  rooms: ["rooms"] satisfies Key,
  head: (slug: string): Key => ["head", slug],
  event: (slug: string, seq: number): Key => ["event", slug, seq],
  message: (slug: string, seq: number): Key => ["message", slug, seq],
  original: (slug: string, seq: number): Key => ["original", slug, seq],
  edits: (slug: string, seq: number): Key => ["edits", slug, seq],
  /** By the `id` first: those who write at the same time then write to the same pages, if their ids are numbers or begin with the time. */
  command: (author: string, stem: string): Key => ["command", stem, author],
  person: (id: string): Key => ["person", id],
  read: (person: string, room: string): Key => ["read", person, room],
  name: (skeleton: string): Key => ["name", skeleton],
  beat: (worker: string): Key => ["beat", worker],
  present: (worker: string, room: string): Key => ["present", worker, room],
  session: (digest: string): Key => ["session", digest],
  commits: (shard: number): Key => ["commits", shard],
};

/** The keys of what a room has by `seq`. */
export function inRoom(
  keyOf: (slug: string, seq: number) => Key,
  slug: string,
): (seq: number) => Key {
  return (seq) => keyOf(slug, seq);
}

/** Each commit counts in the shards of its rooms: a few keys to watch for all rooms of all instances. */
export const SHARDS = 8;
export const SHARD_KEYS = Array.from(
  { length: SHARDS },
  (_, i) => keys.commits(i),
);

/** The shard of a room: any even spread will do, if every instance computes the same. */
export function shardOf(slug: string): number {
  let hash = 0;
  for (const char of slug) {
    hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash % SHARDS;
}
