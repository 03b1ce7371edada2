import type { Entry, Key, Range, Transaction } from "@/chat/store.ts";

interface Stored {
  key: Key;
  value: unknown;
  version: string;
}

/** Wide enough that numbers sort as text. */
const DIGITS = 16;

/** What a database holds: keys in order, each with a version. Knows nothing of time and faults. */
export class SimDatabase {
  readonly #entries = new Map<string, Stored>();
  readonly #order: string[] = [];
  readonly #watchers = new Set<(names: ReadonlySet<string>) => void>();
  #version = 0;

  read(key: Key): Entry {
    return this.#entries.get(nameOf(key)) ??
      { key, value: null, version: null };
  }

  scan({ start, end, limit, reverse = false }: Range): Entry[] {
    const first = this.#place(nameOf(start));
    const last = this.#place(nameOf(end));
    const names = reverse
      ? this.#order.slice(Math.max(first, last - limit), last).reverse()
      : this.#order.slice(first, Math.min(last, first + limit));
    return names.flatMap((name) => this.#entries.get(name) ?? []);
  }

  /** Gives the new version, or `null` if a check failed: then nothing has changed. */
  commit({ checks, sets, deletes, counts = [] }: Transaction): string | null {
    if (!this.wouldCommit(checks)) return null;
    const version = this.nextVersion;
    this.#version++;
    const changed = new Set<string>();
    for (const { key, value } of sets) {
      changed.add(this.#set(key, value, version));
    }
    for (const key of deletes) changed.add(this.#delete(nameOf(key)));
    for (const key of counts) {
      const before = Number(this.read(key).value ?? 0);
      changed.add(this.#set(key, before + 1, version));
    }
    for (const watcher of this.#watchers) watcher(changed);
    return version;
  }

  wouldCommit(checks: Transaction["checks"]): boolean {
    return checks.every(({ key, version }) =>
      (this.#entries.get(nameOf(key))?.version ?? null) === version
    );
  }

  /** What the next commit's version will be. */
  get nextVersion(): string {
    return String(this.#version + 1).padStart(20, "0");
  }

  /** Calls back at once when one of the keys changes. */
  watch(keys: readonly Key[], changed: () => void): () => void {
    const names = keys.map(nameOf);
    const watcher = (those: ReadonlySet<string>) => {
      if (names.some((name) => those.has(name))) changed();
    };
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Everything, in the order of the keys. */
  all(): Entry[] {
    return this.#order.flatMap((name) => this.#entries.get(name) ?? []);
  }

  #set(key: Key, value: unknown, version: string): string {
    const name = nameOf(key);
    if (!this.#entries.has(name)) {
      this.#order.splice(this.#place(name), 0, name);
    }
    this.#entries.set(name, { key, value: kept(value), version });
    return name;
  }

  #delete(name: string): string {
    if (this.#entries.delete(name)) this.#order.splice(this.#place(name), 1);
    return name;
  }

  /** Where the name is in the order, or where it would have to be put. */
  #place(name: string): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#order[middle] ?? "") < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What was stored must not change any more; bytes cannot be frozen, but nobody writes into them. */
function kept(value: unknown): unknown {
  return value instanceof Uint8Array ? value : Object.freeze(value);
}

/** Text that sorts as Deno KV sorts keys: part by part, text before numbers. */
function nameOf(key: Key): string {
  let name = "";
  for (const part of key) {
    name += typeof part === "string"
      ? `1${part}\0`
      : `2${String(part).padStart(DIGITS, "0")}`;
  }
  return name;
}
