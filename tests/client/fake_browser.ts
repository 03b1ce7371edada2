import type { OutboxStorage } from "@/client/environment.ts";

/** A browser with several tabs over one storage. It outlives them, and knows who is gone. */
export class FakeBrowser {
  readonly stored = new Map<string, string>();
  /** Which living tab stands for a name: its own or one that it claimed. */
  readonly #holders = new Map<string, string>();
  #tabs = 0;

  /** The storage as a new tab sees it. */
  openTab(): OutboxStorage {
    const owner = `tab${++this.#tabs}`;
    this.#holders.set(owner, owner);
    return {
      owner,
      keys: () => [...this.stored.keys()],
      get: (key) => this.stored.get(key) ?? null,
      set: (key, text) => void this.stored.set(key, text),
      remove: (key) => void this.stored.delete(key),
      claim: (name, claimed) => {
        if (this.#holders.has(name)) return;
        this.#holders.set(name, owner);
        claimed();
      },
    };
  }

  /** The tab is gone, and lets go of every name that it held. */
  closeTab(owner: string): void {
    for (const [name, holder] of this.#holders) {
      if (holder === owner) this.#holders.delete(name);
    }
  }
}
