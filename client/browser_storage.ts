import type { OutboxStorage } from "./environment.ts";

const PREFIX = "confab:outbox:";

/** What is used of `navigator.locks`. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable: boolean },
    granted: (lock: unknown) => Promise<never> | undefined,
  ): Promise<unknown>;
}

/**
 * The outbox in `localStorage`. Each tab holds a lock (Web Locks API) under its own name for as long as it lives, also while
 * it is suspended; so whoever gets the lock of another tab knows that this one is gone, and is the only one who knows.
 *
 * Pages without locks (plain `http` on a local network) take over what they find without knowing whether its tab is gone.
 * Then two tabs may send the same command; it has one effect all the same, as both send it with its `id`.
 */
export class BrowserStorage implements OutboxStorage {
  readonly owner: string;
  readonly #storage: Storage | undefined;
  readonly #locks: Locks | undefined;
  /** What the browser did not take. */
  readonly #unsaved = new Map<string, string>();

  constructor(
    owner: string,
    storage: Storage | undefined,
    locks: Locks | undefined,
  ) {
    this.owner = owner;
    this.#storage = storage;
    this.#locks = locks;
    this.claim(owner, () => {});
  }

  keys(): string[] {
    const ours = this.#savedKeys().filter((key) => key.startsWith(PREFIX)).map((
      key,
    ) => key.slice(PREFIX.length));
    return [...new Set([...ours, ...this.#unsaved.keys()])];
  }

  get(key: string): string | null {
    return this.#unsaved.get(key) ?? this.#storage?.getItem(PREFIX + key) ??
      null;
  }

  set(key: string, text: string): void {
    if (this.#save(key, text)) this.#unsaved.delete(key);
    else this.#unsaved.set(key, text);
  }

  remove(key: string): void {
    this.#unsaved.delete(key);
    this.#storage?.removeItem(PREFIX + key);
  }

  claim(owner: string, claimed: () => void): void {
    if (!this.#locks) return claimed();
    const hold = (lock: unknown) => {
      if (!lock) return undefined;
      claimed();
      return new Promise<never>(() => {});
    };
    this.#locks.request(PREFIX + owner, { ifAvailable: true }, hold)
      .catch((error) =>
        console.warn(`Cannot tell whether tab '${owner}' is gone`, error)
      );
  }

  /** False if the browser refuses: its quota is used up, or it keeps nothing in a private window. */
  #save(key: string, text: string): boolean {
    try {
      this.#storage?.setItem(PREFIX + key, text);
      return this.#storage !== undefined;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return false;
    }
  }

  #savedKeys(): string[] {
    const storage = this.#storage;
    return Array.from(
      { length: storage?.length ?? 0 },
      (_, index) => storage?.key(index) ?? "",
    );
  }
}
