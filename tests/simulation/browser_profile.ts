import type { OutboxStorage } from "@/client/environment.ts";
import type { World } from "./world.ts";

const UNLOCK_MS = 50;

interface Waiting {
  tab: ProfileStorage;
  claimed: () => void;
}

/** One person's browser: what all of its tabs share and what outlives them. */
export class BrowserProfile {
  readonly items = new Map<string, string>();
  readonly #world: World;
  /** False where the browser has no Web Locks: then nobody knows which tabs are gone. */
  readonly locks: boolean;
  readonly #holders = new Map<string, ProfileStorage>();
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(world: World, locks: boolean) {
    this.#world = world;
    this.locks = locks;
  }

  open(owner: string): ProfileStorage {
    const tab = new ProfileStorage(this, owner);
    this.request(tab, owner, () => {});
    return tab;
  }

  /** As `navigator.locks.request` does: calls back once the lock is free, and the tab then has it for life. */
  request(tab: ProfileStorage, owner: string, claimed: () => void): void {
    if (!this.locks) return claimed();
    const waiting = this.#waiting.get(owner) ?? [];
    this.#waiting.set(owner, [...waiting, { tab, claimed }]);
    this.#pass(owner);
  }

  /** The tab is gone: its locks are free. */
  release(tab: ProfileStorage): void {
    tab.gone = true;
    for (const [owner, holder] of [...this.#holders]) {
      if (holder !== tab) continue;
      this.#holders.delete(owner);
      this.#pass(owner);
    }
  }

  /** Hands a free lock to the first one that still wants it. */
  #pass(owner: string): void {
    this.#world.scheduler.after(this.#world.random.below(UNLOCK_MS), () => {
      if (this.#holders.has(owner)) return;
      const waiting = (this.#waiting.get(owner) ?? []).filter(({ tab }) =>
        !tab.gone
      );
      const next = waiting.shift();
      this.#waiting.set(owner, waiting);
      if (!next) return;
      this.#holders.set(owner, next.tab);
      next.claimed();
    });
  }
}

/** The profile as one life of a tab sees it. */
class ProfileStorage implements OutboxStorage {
  readonly owner: string;
  gone = false;
  readonly #profile: BrowserProfile;

  constructor(profile: BrowserProfile, owner: string) {
    this.#profile = profile;
    this.owner = owner;
  }

  keys(): string[] {
    return [...this.#profile.items.keys()];
  }

  get(key: string): string | null {
    return this.#profile.items.get(key) ?? null;
  }

  set(key: string, text: string): void {
    if (!this.gone) this.#profile.items.set(key, text);
  }

  remove(key: string): void {
    if (!this.gone) this.#profile.items.delete(key);
  }

  claim(owner: string, claimed: () => void): void {
    this.#profile.request(this, owner, claimed);
  }
}

export type { ProfileStorage };
