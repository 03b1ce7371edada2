import { report } from "./report.ts";
import type { Entry, Key, Range, Store, Transaction } from "./store.ts";

/** Deno KV reads up to 10 keys at once. */
const KEYS_PER_READ = 10;
/** Entries that a listing reads at first, then each time more, up to the second number: whoever stops early has not paid for much more, even if they are large. */
const FIRST_BATCH = 8;
const LARGEST_BATCH = 128;

/** The store over Deno KV: a file, the attached database of Deno Deploy, or a remote `denokv`. */
export class KvStore implements Store {
  readonly #kv: Deno.Kv;
  readonly #isFile: boolean;

  constructor(kv: Deno.Kv, isFile = false) {
    this.#kv = kv;
    this.#isFile = isFile;
  }

  async get(key: Key): Promise<Entry> {
    return toEntry(await this.#kv.get(key));
  }

  async getMany(keys: readonly Key[]): Promise<Entry[]> {
    const reads = [];
    for (let i = 0; i < keys.length; i += KEYS_PER_READ) {
      reads.push(this.#kv.getMany<unknown[]>(keys.slice(i, i + KEYS_PER_READ)));
    }
    return (await Promise.all(reads)).flat().map(toEntry);
  }

  async *list({ start, end, limit, reverse = false }: Range) {
    let batchSize = FIRST_BATCH;
    let cursor = "";
    for (let left = limit; left > 0;) {
      batchSize = Math.min(batchSize, left);
      const options = { limit: batchSize, batchSize, reverse, cursor };
      const batch = this.#kv.list({ start, end }, options);
      let count = 0;
      for await (const entry of batch) {
        count++;
        yield toEntry(entry);
      }
      if (count < batchSize) return;
      cursor = batch.cursor;
      left -= count;
      batchSize = Math.min(2 * batchSize, LARGEST_BATCH);
    }
  }

  async commit(transaction: Transaction): Promise<string | null> {
    const { checks, sets, deletes, counts = [] } = transaction;
    const atomic = this.#kv.atomic();
    atomic.check(
      ...checks.map(({ key, version }) => ({ key, versionstamp: version })),
    );
    for (const { key, value, expireIn } of sets) {
      atomic.set(key, value, expireIn === undefined ? undefined : { expireIn });
    }
    for (const key of deletes) atomic.delete(key);
    for (const key of counts) atomic.sum(key, 1n);
    try {
      const result = await atomic.commit();
      return result.ok ? result.versionstamp : null;
    } catch (error) {
      if (isLocked(error)) return null;
      throw error;
    }
  }

  /** On a file, Deno tells of this process' own changes only, of which the bus tells already, and reads every key for it after each commit. */
  watch(keys: readonly Key[], changed: () => void): () => void {
    if (this.#isFile) return () => {};
    const reader = this.#kv.watch<unknown[]>([...keys]).getReader();
    const follow = async () => {
      while (!(await reader.read()).done) changed();
    };
    // The poll behind this hint goes on without it.
    follow().catch((error) => report("watching the store ended", error));
    return () =>
      void reader.cancel().catch(() => {/* the store was closed first */});
  }

  close(): void {
    this.#kv.close();
  }
}

/** Several handles on one SQLite file: a checked commit that loses the race throws instead of giving `ok: false`, and so may opening a new one. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error &&
    error.message.includes("database is locked");
}

function toEntry(entry: Deno.KvEntryMaybe<unknown>): Entry {
  return {
    key: entry.key.filter((part) =>
      typeof part === "string" || typeof part === "number"
    ),
    value: entry.value instanceof Deno.KvU64
      ? Number(entry.value.value)
      : entry.value,
    version: entry.versionstamp,
  };
}
