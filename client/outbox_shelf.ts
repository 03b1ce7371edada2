import type { OutboxStorage } from "./environment.ts";
import { type Entry, readEntry, writeEntry } from "./outbox_entry.ts";

/**
 * Keeps the outbox of this tab where a reload does not reach it. All tabs of a browser share the storage: each entry has a key
 * of its own, `owner/id`, so that no tab can overwrite another's; and what a tab that is gone left behind goes to one of the others.
 */
export class OutboxShelf {
  readonly #storage: OutboxStorage;
  readonly #known: Set<string>;

  constructor(storage: OutboxStorage) {
    this.#storage = storage;
    this.#known = new Set([storage.owner]);
  }

  keyOf(id: string): string {
    return `${this.#storage.owner}/${id}`;
  }

  save(entry: Entry): void {
    this.#storage.set(entry.key, writeEntry(entry));
  }

  remove(entry: Entry): void {
    this.#storage.remove(entry.key);
  }

  /** False once some tab, this one or another, is done with it. */
  has(entry: Entry): boolean {
    return this.#storage.get(entry.key) !== null;
  }

  /**
   * Calls `adopted` with the entries of each tab that is gone. Not with those of tabs that go later: the page that is loaded
   * in the place of one should get them, so that they stay in sight.
   */
  adopt(adopted: (entries: Entry[]) => void): void {
    for (const owner of new Set(this.#owners())) {
      if (!this.#known.has(owner)) {
        this.#storage.claim(owner, () => this.#claimed(owner, adopted));
      }
    }
  }

  #claimed(owner: string, adopted: (entries: Entry[]) => void): void {
    this.#known.add(owner);
    adopted(this.#entriesOf(owner));
  }

  #owners(): string[] {
    return this.#storage.keys().map(ownerOf);
  }

  #entriesOf(owner: string): Entry[] {
    return this.#storage.keys().filter((key) => ownerOf(key) === owner)
      .map((key) => readEntry(key, this.#storage.get(key) ?? ""))
      .filter((entry) => entry !== null);
  }
}

function ownerOf(key: string): string {
  return key.slice(0, key.indexOf("/"));
}
