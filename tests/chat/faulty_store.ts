import { KvStore } from "@/chat/kv_store.ts";
import type { Entry, Key, Range, Store, Transaction } from "@/chat/store.ts";
import { turn } from "./turn.ts";

/** What may happen to a commit. */
export type CommitFault =
  | "conflict"
  | "conflict, but committed"
  | "throws"
  | "throws, but committed";

/** Deno KV, in memory unless said otherwise, which fails when told to. */
export class FaultyStore implements Store, Disposable {
  readonly #inner: Store;
  readonly #ownsInner: boolean;
  #faults: (CommitFault | undefined)[] = [];
  #beforeCommit: () => Promise<unknown> | void = () => {};
  #onRead: (key: Key) => Error | void = () => {};
  #held: Promise<void> | undefined;
  #heldReads:
    | { matches: (key: Key) => boolean; until: Promise<void> }
    | undefined;
  #underWay = 0;
  #tried = Promise.withResolvers<void>();
  /** Every transaction that was tried. */
  readonly commits: Transaction[] = [];

  static async open(): Promise<FaultyStore> {
    return new FaultyStore(new KvStore(await Deno.openKv(":memory:")), true);
  }

  /** Another store, which then closes with this one. */
  static over(inner: Store): FaultyStore {
    return new FaultyStore(inner, true);
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

  /** Tells `look` of each key that is read; the read throws the error that it gives, if any. Gives a function that ends this. */
  onRead(look: (key: Key) => Error | void): () => void {
    this.#onRead = look;
    return () => this.#onRead = () => {};
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

  /** Resolves once nothing is read or committed any more, nor follows from what was; what is held does not count. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 3; calm++) {
      await turn();
      if (this.#underWay > 0) calm = 0;
    }
  }

  async get(key: Key): Promise<Entry> {
    await this.#read([key]);
    return await this.#busy(this.#inner.get(key));
  }

  async getMany(keys: readonly Key[]): Promise<Entry[]> {
    await this.#read(keys);
    return await this.#busy(this.#inner.getMany(keys));
  }

  async *list(range: Range): AsyncIterable<Entry> {
    await this.#read([range.start]);
    yield* await this.#busy(Array.fromAsync(this.#inner.list(range)));
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
    const version = await this.#busy(this.#inner.commit(transaction));
    if (fault === "throws, but committed") {
      throw new Error("The network went down");
    }
    return fault === undefined ? version : null;
  }

  /** Tells nothing: a hint may always stay away. */
  watch(_keys: readonly Key[], _changed: () => void): () => void {
    return () => {};
  }

  close(): void {
    if (this.#ownsInner) this.#inner.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #busy<T>(outcome: Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await outcome;
    } finally {
      this.#underWay--;
    }
  }

  async #read(keys: readonly Key[]): Promise<void> {
    const { matches, until } = this.#heldReads ?? {};
    if (matches && keys.some(matches)) await until;
    for (const key of keys) {
      const fault = this.#onRead(key);
      if (fault) throw fault;
    }
  }
}
