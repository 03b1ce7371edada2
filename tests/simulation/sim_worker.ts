import type { Bus } from "@/chat/bus.ts";
import { Chat } from "@/chat/chat.ts";
import type { Environment } from "@/chat/environment.ts";
import type { Store } from "@/chat/store.ts";
import type { CrashPoint } from "./faults.ts";
import type { Random } from "./random.ts";
import type { SimLink } from "./sim_link.ts";
import type { Host, World } from "./world.ts";

/** What a worker runs on. */
export interface WorkerParts {
  store(host: Host): Store;
  bus(host: Host): Bus;
  postsPerSecond: number;
  /** How far its clock is off, in milliseconds. */
  skew: number;
  /** It has died; not called when it was asked to go. */
  died(): void;
}

/** One life of a server worker: the real chat, until it dies. What its code does after that has no effect. */
export class SimWorker implements Host {
  readonly name: string;
  readonly links = new Set<SimLink>();
  readonly #world: World;
  readonly #parts: WorkerParts;
  readonly #random: Random;
  #chat: Chat | undefined;
  #alive = true;
  readonly #gone = Promise.withResolvers<void>();

  constructor(name: string, world: World, parts: WorkerParts) {
    this.name = name;
    this.#world = world;
    this.#parts = parts;
    this.#random = world.random.fork();
  }

  get alive(): boolean {
    return this.#alive;
  }

  get chat(): Chat | undefined {
    return this.#chat;
  }

  /** True if it takes connections. */
  get accepts(): boolean {
    return this.#alive && this.#chat !== undefined && !this.#chat.draining;
  }

  start(): void {
    const { store, bus, postsPerSecond } = this.#parts;
    Chat.open({
      store: store(this),
      bus: bus(this),
      environment: this.#environment(),
      postsPerSecond,
      connectionsPerAddress: 0,
    }).then((chat) => this.#chat = chat, () => this.die());
  }

  passes(point: CrashPoint): boolean {
    if (!this.#alive || !this.#world.faults.happens(point, this.name)) {
      return false;
    }
    this.die();
    return true;
  }

  /** All that it had in memory is gone, from this very instruction on. */
  die(): void {
    if (!this.#alive) return;
    this.#end();
    this.#parts.died();
  }

  /** Goes in good order. */
  async leave(): Promise<void> {
    await Promise.race([this.#chat?.drain(), this.#gone.promise]);
    if (!this.#alive) return;
    this.#chat?.close();
    this.#end();
  }

  /** Calls into the chat. An error that escaped would end the worker. */
  guard(call: () => void): void {
    if (!this.#alive) return;
    try {
      call();
    } catch (error) {
      this.#world.history.trouble(
        `${this.name}: ${error instanceof Error ? error.stack : error}`,
      );
    }
  }

  #end(): void {
    this.#alive = false;
    this.#gone.resolve();
    const silently = this.#world.random.chance(0.2);
    for (const link of this.links) link.serverDied(silently);
    this.links.clear();
  }

  #environment(): Environment {
    const { scheduler } = this.#world;
    return {
      now: () => scheduler.now + this.#parts.skew,
      random: () => this.#random.next(),
      secret: (bytes) => this.#random.bytes(bytes),
      after: (ms, run) =>
        this.#alive ? scheduler.after(ms, () => this.guard(run)) : () => {},
    };
  }
}
