import { KvStore } from "@/chat/kv_store.ts";
import type { Entry, Key, Range, Store, Transaction } from "@/chat/store.ts";

/** What may happen to a commit. */
export type CommitFault =
  | "conflict"
  | "conflict, but committed"
  | "throws"
  | "throws, but committed";

/** Deno KV in memory, which fails when told to. */
export class FaultyStore implements Store, Disposable {
  readonly #inner: Store;
  readonly #ownsInner: boolean;
  #faults: (CommitFault | undefined)[] = [];
  #beforeCommit: () => Promise<unknown> | void = () => {};
  #readFault: (key: Key) => Error | undefined = () => undefined;
  #held: Promise<void> | undefined;
  #heldReads:
    | { matches: (key: Key) => boolean; until: Promise<void> }
    | undefined;
  #tried = Promise.withResolvers<void>();
  /** Every transaction that was tried. */
  readonly commits: Transaction[] = [];
  /** How often was read: a `get`, a `getMany` or a `list` counts as one. */
  reads = 0;

  static async open(): Promise<FaultyStore> {
    return new FaultyStore(new KvStore(await Deno.openKv(":memory:")), true);
  }

  private constructor(inner: Store, ownsInner: boolean) {
    this.#inner = inner;
    this.#ownsInner = ownsInner;
  }

  /** The same database as another worker sees it: with faults of its own. */
  sibling(): FaultyStore {
    return new FaultyStore(this.#inner, false);
  }

  /** The next commits meet with these, one each; `undefined` lets one through. */
  failCommits(...faults: (CommitFault | undefined)[]): void {
    this.#faults.push(...faults);
  }

  /** Runs before each commit reaches the database. */
  beforeCommit(run: () => Promise<unknown> | void): void {
    this.#beforeCommit = run;
  }

  /** Reads of keys for which `fault` gives an error throw it. Gives a function that ends this. */
  failReads(fault: (key: Key) => Error | undefined): () => void {
    this.#readFault = fault;
    return () => this.#readFault = () => undefined;
  }

  /** Resolves as soon as so many transactions were tried. */
  async tries(count: number): Promise<void> {
    while (this.commits.length < count) await this.#tried.promise;
  }

  /** Commits hang until the function is called that this gives. */
  holdCommits(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return () => {
      this.#held = undefined;
      resolve();
    };
  }

  /** Reads of keys that match hang until the function is called that this gives. */
  holdReads(matches: (key: Key) => boolean): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#heldReads = { matches, until: promise };
    return () => {
      this.#heldReads = undefined;
      resolve();
    };
  }

  async get(key: Key): Promise<Entry> {
    await this.#read([key]);
    return await this.#inner.get(key);
  }

  async getMany(keys: readonly Key[]): Promise<Entry[]> {
    await this.#read(keys);
    return await this.#inner.getMany(keys);
  }

  async *list(range: Range): AsyncIterable<Entry> {
    await this.#read([range.start]);
    yield* this.#inner.list(range);
  }

  async commit(transaction: Transaction): Promise<string | null> {
    this.commits.push(transaction);
    this.#tried.resolve();
    this.#tried = Promise.withResolvers();
    await this.#held;
    await this.#beforeCommit();
    const fault = this.#faults.shift();
    if (fault === "throws") throw new Error("The network is down");
    if (fault === "conflict") return null;
    const version = await this.#inner.commit(transaction);
    if (fault === "throws, but committed") {
      throw new Error("The network went down");
    }
    return fault === undefined ? version : null;
  }

  watch(keys: readonly Key[], changed: () => void): () => void {
    return this.#inner.watch(keys, changed);
  }

  close(): void {
    if (this.#ownsInner) this.#inner.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #read(keys: readonly Key[]): Promise<void> {
    this.reads++;
    const { matches, until } = this.#heldReads ?? {};
    if (matches && keys.some(matches)) await until;
    for (const key of keys) {
      const fault = this.#readFault(key);
      if (fault) throw fault;
    }
  }
}
