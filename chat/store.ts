/**
 * What the core asks of a database: less than Deno KV has, so that a simulation can take its place.
 */

export type Key = readonly (string | number)[];

/** A value as it stands in the store. An absent one has `value` and `version` null. Later versions are later as text. */
export interface Entry {
  key: Key;
  value: unknown;
  version: string | null;
}

/** All of it happens or nothing does. */
export interface Transaction {
  /** The commit goes through only if each key still has this version; `null`: if it is absent. */
  checks: { key: Key; version: string | null }[];
  sets: {
    key: Key;
    value: unknown; /** ms; a lower bound */
    expireIn?: number;
  }[];
  deletes: Key[];
  /** Each of these numbers grows by one, from 0. Nothing else may stand there: the rest would happen, but not this (local Deno KV). */
  counts?: Key[];
}

/** Which keys a listing gives, in ascending order unless `reverse`: from `start`, included, to `end`, excluded. */
export interface Range {
  start: Key;
  end: Key;
  limit: number;
  reverse?: boolean;
}

export interface Store {
  get(key: Key): Promise<Entry>;
  /** One entry for each key, in their order. */
  getMany(keys: readonly Key[]): Promise<Entry[]>;
  list(range: Range): AsyncIterable<Entry>;
  /**
   * Gives the version that all keys set now have, or `null` for a conflict. A conflict proves nothing: a remote store may report
   * one for a commit that went through. Whoever gets one reads back what it set. Throws when the store fails; then, too, the
   * outcome is open.
   */
  commit(transaction: Transaction): Promise<string | null>;
  /** Calls back when one of the keys has changed, if the store can tell; a hint, it may come late or not at all. */
  watch(keys: readonly Key[], changed: () => void): () => void;
  close(): void;
}
