import type { Entry, Key, Range, Store, Transaction } from "@/chat/store.ts";
import type { SimDatabase } from "./sim_database.ts";

/** Passes everything on. */
class Passage implements Store {
  protected readonly inner: Store;

  constructor(inner: Store) {
    this.inner = inner;
  }

  get(key: Key): Promise<Entry> {
    return this.inner.get(key);
  }

  getMany(keys: readonly Key[]): Promise<Entry[]> {
    return this.inner.getMany(keys);
  }

  list(range: Range): AsyncIterable<Entry> {
    return this.inner.list(range);
  }

  commit(transaction: Transaction): Promise<string | null> {
    return this.inner.commit(transaction);
  }

  watch(keys: readonly Key[], changed: () => void): () => void {
    return this.inner.watch(keys, changed);
  }

  close(): void {
    this.inner.close();
  }
}

/** Answers a commit that should go through before it has: what is acknowledged then may be lost. */
export class EagerStore extends Passage {
  readonly #database: SimDatabase;

  constructor(inner: Store, database: SimDatabase) {
    super(inner);
    this.#database = database;
  }

  override commit(transaction: Transaction): Promise<string | null> {
    const outcome = super.commit(transaction);
    if (!this.#database.wouldCommit(transaction.checks)) return outcome;
    outcome.catch(() => {/* nobody asks any more */});
    return Promise.resolve(this.#database.nextVersion);
  }
}

/** Does not know which commands were committed before: a repeated one takes effect again. */
export class ForgetfulStore extends Passage {
  override async getMany(keys: readonly Key[]): Promise<Entry[]> {
    const entries = await super.getMany(keys);
    return entries.map((entry) =>
      isCommand(entry.key) ? { ...entry, value: null, version: null } : entry
    );
  }

  override commit(transaction: Transaction): Promise<string | null> {
    const checks = transaction.checks.filter(({ key }) => !isCommand(key));
    return super.commit({ ...transaction, checks });
  }
}

function isCommand([kind]: Key): boolean {
  return kind === "command";
}
