import type { Chat } from "@/chat/chat.ts";
import type { HistoryPage, Place } from "@/client/environment.ts";
import type { Seed } from "@/client/room_state.ts";
import type { SimWorker } from "./sim_worker.ts";
import { SimulatedFailure, type World } from "./world.ts";

const PAGE_LENGTH = 50;
const MEAN_WAY_MS = 20;
const PATIENCE_MS = 10_000;

/** What a browser gets from the servers by HTTP. */
export class Site {
  readonly #world: World;
  readonly #find: () => SimWorker | undefined;

  constructor(world: World, find: () => SimWorker | undefined) {
    this.#world = world;
    this.#find = find;
  }

  /** What the HTML of a room's page says; `undefined` if the server did not answer. */
  async page(slug: string): Promise<Seed | undefined> {
    try {
      return await this.#ask(async (chat) => ({
        epoch: chat.epoch,
        ...await chat.history(slug, { limit: PAGE_LENGTH }),
      }));
    } catch (error) {
      this.#world.history.add({ kind: "logged", text: `No page: ${error}` });
      return undefined;
    }
  }

  messages(slug: string, place: Place): Promise<HistoryPage> {
    const beside = place === "newest" ? {} : place;
    return this.#ask((chat) =>
      chat.history(slug, { limit: PAGE_LENGTH, ...beside })
    );
  }

  #ask<T>(request: (chat: Chat) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const { scheduler } = this.#world;
    scheduler.after(
      PATIENCE_MS,
      () => reject(new SimulatedFailure("no answer")),
    );
    scheduler.after(this.#way(), () => {
      const chat = this.#find()?.chat;
      if (!chat) return reject(new SimulatedFailure("no server"));
      request(chat).then(
        (found) => void scheduler.after(this.#way(), () => resolve(found)),
        reject,
      );
    });
    return promise;
  }

  #way(): number {
    return this.#world.random.exponential(MEAN_WAY_MS);
  }
}
