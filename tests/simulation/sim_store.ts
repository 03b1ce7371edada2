import type { Entry, Key, Range, Store, Transaction } from "@/chat/store.ts";
import type { Weather } from "./weather.ts";
import type { SimDatabase } from "./sim_database.ts";
import { type Host, SimulatedFailure, type World } from "./world.ts";

/** The largest batch of a listing. */
const LIST_BATCH = 500;
/** How late a commit may land that was given up. */
const LATEST_LANDING_MS = 8_000;
const WATCH_MS = 30;

/** One worker's way to the database: it takes time, fails, and leaves open what has happened. */
export class SimStore implements Store {
  readonly #world: World;
  readonly #host: Host;
  readonly #database: SimDatabase;
  readonly #weather: Weather;

  constructor(
    world: World,
    host: Host,
    database: SimDatabase,
    weather: Weather,
  ) {
    this.#world = world;
    this.#host = host;
    this.#database = database;
    this.#weather = weather;
  }

  get(key: Key): Promise<Entry> {
    return this.#read(() => this.#database.read(key));
  }

  getMany(keys: readonly Key[]): Promise<Entry[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return this.#read(() => keys.map((key) => this.#database.read(key)));
  }

  async *list(range: Range): AsyncIterable<Entry> {
    let left = { ...range };
    for (;;) {
      const batch = { ...left, limit: Math.min(left.limit, LIST_BATCH) };
      const entries = await this.#read(() => this.#database.scan(batch));
      yield* entries;
      const last = entries.at(-1);
      if (!last || entries.length < batch.limit || left.limit <= LIST_BATCH) {
        return;
      }
      left = after(last.key, left);
    }
  }

  commit(transaction: Transaction): Promise<string | null> {
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    if (!this.#host.alive) return promise;
    this.#host.passes("crash: commit asked");
    this.#weather.arrives(() => {
      if (this.#hasLeft()) this.#commit(transaction, resolve, reject);
    }, reject);
    return promise;
  }

  watch(keys: readonly Key[], changed: () => void): () => void {
    if (!this.#weather.watches) return () => {};
    let stop: (() => void) | undefined = undefined;
    const hint = () => {
      if (this.#world.faults.happens("watch hint lost", this.#host.name)) {
        return;
      }
      this.#world.scheduler.after(
        this.#world.random.between(1, WATCH_MS),
        () => {
          if (this.#host.alive && stop) changed();
        },
      );
    };
    stop = this.#database.watch(keys, hint);
    return () => {
      stop?.();
      stop = undefined;
    };
  }

  close(): void {}

  #read<T>(look: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#host.passes("crash: read asked") || !this.#host.alive) {
      return promise;
    }
    const fails = this.#world.faults.happens("read throws", this.#host.name);
    this.#weather.arrives(() => {
      if (fails) {
        return this.#answer(() => reject(new SimulatedFailure("read failed")));
      }
      const found = look();
      this.#answer(() => resolve(found));
    }, (error) => this.#answer(() => reject(error)));
    return promise;
  }

  #commit(
    transaction: Transaction,
    resolve: (version: string | null) => void,
    reject: (error: unknown) => void,
  ): void {
    const outcome = this.#outcome();
    if (outcome === "commit conflicts for no reason") {
      return this.#report(() => resolve(null));
    }
    if (outcome === "commit throws before") {
      return this.#report(() => reject(new SimulatedFailure(outcome)));
    }
    if (outcome === "commit throws, lands late") {
      this.#world.scheduler.later(
        this.#world.random.between(0, LATEST_LANDING_MS),
        () => void this.#database.commit(transaction),
      );
      return this.#report(() => reject(new SimulatedFailure(outcome)));
    }
    const version = this.#database.commit(transaction);
    if (version === null) return this.#report(() => resolve(null));
    if (this.#host.passes("crash: commit done, not reported")) return;
    if (outcome === "commit throws after") {
      return this.#report(() => reject(new SimulatedFailure(outcome)));
    }
    const reported = outcome === undefined ? version : null;
    this.#report(() => resolve(reported));
  }

  /** Of a host that has died meanwhile, the request may have left before. */
  #hasLeft(): boolean {
    return this.#host.alive || this.#world.random.chance(0.5);
  }

  #outcome() {
    const outcomes = [
      "commit conflicts for no reason",
      "commit throws before",
      "commit throws, lands late",
      "commit throws after",
      "commit goes through, reported as conflict",
    ] as const;
    return outcomes.find((fault) =>
      this.#world.faults.happens(fault, this.#host.name)
    );
  }

  #answer(answer: () => void): void {
    this.#report(() => {
      if (!this.#host.passes("crash: read answered")) answer();
    });
  }

  /** The answer travels back; whoever has died meanwhile does not hear it. */
  #report(answer: () => void): void {
    this.#weather.returns(() => {
      if (this.#host.alive) answer();
    });
  }
}

function after(last: Key, range: Range): Range {
  const limit = range.limit - LIST_BATCH;
  if (range.reverse) return { ...range, end: last, limit };
  const number = last.at(-1);
  const next = typeof number === "number"
    ? [...last.slice(0, -1), number + 1]
    : [...last, ""];
  return { ...range, start: next, limit };
}
