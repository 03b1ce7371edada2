import type { Environment } from "./environment.ts";
import type { Entry, Key, Range, Store, Transaction } from "./store.ts";

/** The store did not answer in time. */
export class StoreSilent extends Error {
  override name = "StoreSilent";
}

/** A store that fails rather than keep one waiting for ever. */
export class PatientStore implements Store {
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #patience: number;

  /** `patience` in milliseconds; then what was asked of it throws {@linkcode StoreSilent}. */
  constructor(store: Store, environment: Environment, patience: number) {
    this.#store = store;
    this.#environment = environment;
    this.#patience = patience;
  }

  get(key: Key): Promise<Entry> {
    return this.#within(this.#store.get(key));
  }

  getMany(keys: readonly Key[]): Promise<Entry[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return this.#within(this.#store.getMany(keys));
  }

  async *list(range: Range): AsyncIterable<Entry> {
    const entries = this.#store.list(range)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await this.#within(entries.next());
        if (done) return;
        yield value;
      }
    } finally {
      // Not awaited: a store that hangs would not end either.
      void entries.return?.();
    }
  }

  commit(transaction: Transaction): Promise<string | null> {
    return this.#within(this.#store.commit(transaction));
  }

  watch(keys: readonly Key[], changed: () => void): () => void {
    return this.#store.watch(keys, changed);
  }

  close(): void {
    this.#store.close();
  }

  #within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.#environment.after(
        this.#patience,
        () =>
          reject(
            new StoreSilent(
              `The store did not answer within ${this.#patience} ms`,
            ),
          ),
      );
      work.then(resolve, reject).finally(stop);
    });
  }
}
