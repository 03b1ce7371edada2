import { ChatClient } from "@/client/chat_client.ts";
import type { Environment } from "@/client/environment.ts";
import type { BrowserProfile, ProfileStorage } from "./browser_profile.ts";
import type { Random } from "./random.ts";
import type { Visitor } from "./sim_link.ts";
import type { Network } from "./sim_network.ts";
import type { SimSocket } from "./sim_socket.ts";
import type { Site } from "./sim_site.ts";
import type { World } from "./world.ts";

const ID_BYTES = 8;

/** What a page is loaded from. */
export interface PageParts {
  network: Network;
  site: Site;
  profile: BrowserProfile;
  visitor: Visitor;
}

/** One life of a tab, from load to unload: the real client in a browser that is closed, reloaded and suspended. */
export class SimPage {
  readonly owner: string;
  readonly client: ChatClient;
  readonly #world: World;
  readonly #parts: PageParts;
  readonly #random: Random;
  readonly #storage: ProfileStorage;
  readonly #timers = new Map<number, () => void>();
  #socket: SimSocket | undefined;
  #count = 0;
  #open = true;
  #suspendedUntil = 0;

  constructor(world: World, owner: string, parts: PageParts) {
    this.owner = owner;
    this.#world = world;
    this.#parts = parts;
    this.#random = world.random.fork();
    this.#storage = parts.profile.open(owner);
    this.client = new ChatClient(this.#environment());
  }

  get awake(): boolean {
    return this.#open && this.#suspendedUntil <= this.#world.scheduler.elapsed;
  }

  /** Closed or reloaded: what it had in memory is gone. */
  close(): void {
    this.#open = false;
    this.#socket?.die(this.#random.chance(0.2));
    this.#parts.profile.release(this.#storage);
  }

  /** The machine sleeps: nothing runs, nothing is read. */
  suspend(ms: number): void {
    const { scheduler } = this.#world;
    this.#suspendedUntil = scheduler.elapsed + ms;
    this.#socket?.pause(ms);
    scheduler.after(ms, () => this.wake());
  }

  /** The page is shown. */
  wake(): void {
    if (this.awake) this.#guard(() => this.client.wake());
  }

  #environment(): Environment {
    const { network, site, visitor } = this.#parts;
    return {
      now: () => this.#world.scheduler.now,
      random: () => this.#random.next(),
      setTimer: (run, ms) => this.#setTimer(run, ms),
      clearTimer: (timer) => this.#clearTimer(timer),
      newId: () =>
        [...this.#random.bytes(ID_BYTES)].map((byte) =>
          byte.toString(16).padStart(2, "0")
        ).join(""),
      openSocket: () => this.#socket = network.connect(visitor),
      messages: (room, place) => site.messages(room, place),
      storage: this.#storage,
    };
  }

  #setTimer(run: () => void, ms: number): number {
    const timer = ++this.#count;
    this.#timers.set(
      timer,
      this.#world.scheduler.after(ms, () => this.#fire(timer, run)),
    );
    return timer;
  }

  #clearTimer(timer: number): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }

  #fire(timer: number, run: () => void): void {
    if (!this.#open) return;
    const wait = this.#suspendedUntil - this.#world.scheduler.elapsed;
    if (wait > 0) {
      this.#timers.set(
        timer,
        this.#world.scheduler.after(wait, () => this.#fire(timer, run)),
      );
      return;
    }
    this.#timers.delete(timer);
    this.#guard(run);
  }

  #guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#world.history.trouble(
        `${this.owner}: ${error instanceof Error ? error.stack : error}`,
      );
    }
  }
}
