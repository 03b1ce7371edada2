import { z } from "zod";
import { BoundedMap } from "./bounded_map.ts";
import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import { ROOMS_IN_MEMORY } from "./limits.ts";
import { persist } from "./persist.ts";
import { isSlug, type RoomRequest } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store.ts";

const room = z.object({
  slug: z.string(),
  title: z.string(),
  topic: z.string().optional(),
  createdAt: z.number(),
  createdBy: z.string().optional(),
});
export type Room = z.infer<typeof room>;

/** The room that always exists. */
export const LOBBY = "lobby";
/** Most rooms that a list gives. */
const LISTED_ROOMS = 1_000;

export class Rooms {
  readonly #store: Store;
  readonly #environment: Environment;
  /** A room never goes away; so each is read once, as long as it is remembered. */
  readonly #known = new BoundedMap<string, Room>(ROOMS_IN_MEMORY);
  /** The list, and the version of `keys.rooms` at which it is what the store has: every new room moves that, whoever makes it. */
  #listed: { version: string | null; rooms: readonly Room[] } | undefined;

  constructor(store: Store, environment: Environment) {
    this.#store = store;
    this.#environment = environment;
  }

  /** The lobby, then the others by title; no more than a list can hold. It is shared. */
  async list(): Promise<readonly Room[]> {
    // Read first: a room that is made while the others are read moves it.
    const { version } = await this.#store.get(keys.rooms);
    if (this.#listed?.version !== version) {
      this.#listed = { version, rooms: await this.#readAll() };
    }
    return this.#listed.rooms;
  }

  async find(slug: string): Promise<Room | undefined> {
    const known = this.#known.get(slug);
    if (known || !isSlug(slug)) return known;
    const { value } = await this.#store.get(keys.room(slug));
    if (value === null) return undefined;
    return this.#remember(room.parse(value));
  }

  /** Like {@linkcode find}; throws {@linkcode Refusal} if there is no such room. */
  async get(slug: string): Promise<Room> {
    const found = await this.find(slug);
    if (!found) {
      throw new Refusal(
        "unknown_room",
        `Cannot find room '${slug}': make it first, or look at the list of rooms`,
      );
    }
    return found;
  }

  /** Throws {@linkcode Refusal} (`forbidden`) if a room has this name already, or if the store stays busy. */
  async make(request: RoomRequest, by?: { id: string }): Promise<Room> {
    const made: Room = {
      slug: request.slug,
      title: request.title?.trim() ?? request.slug,
      ...(request.topic !== undefined && { topic: request.topic.trim() }),
      createdAt: this.#environment.now(),
      ...(by && { createdBy: by.id }),
    };
    return this.#remember(
      await persist(this.#environment, () => this.#addOnce(made)),
    );
  }

  /** Sees to it that the lobby exists. */
  async ensureLobby(): Promise<void> {
    while (!await this.find(LOBBY)) {
      const createdAt = this.#environment.now();
      await this.#add({ slug: LOBBY, title: "Lobby", createdAt });
    }
  }

  async #readAll(): Promise<Room[]> {
    const lobby = await this.find(LOBBY);
    const others: Room[] = [];
    const range = {
      start: keys.room("0"),
      end: keys.room("~"),
      limit: LISTED_ROOMS,
    };
    for await (const { value } of this.#store.list(range)) {
      const found = room.parse(value);
      if (found.slug !== LOBBY) others.push(found);
    }
    others.sort((a, b) => a.title.localeCompare(b.title, "en"));
    return lobby ? [lobby, ...others] : others;
  }

  /** Gives `null` for a conflict that proves nothing. Throws {@linkcode Refusal} if there is another room of this name. */
  async #addOnce(made: Room): Promise<Room | null> {
    if (await this.#add(made)) return made;
    const found = await this.find(made.slug);
    if (!found) return null;
    // A store that reports a conflict for a commit that went through shows us our own room.
    const isOwn = found.createdAt === made.createdAt &&
      found.createdBy === made.createdBy;
    if (isOwn) return found;
    throw new Refusal(
      "forbidden",
      `Cannot make room '${made.slug}': there is one already, choose another name`,
    );
  }

  /** Gives false for a conflict, which proves nothing. */
  async #add(made: Room): Promise<boolean> {
    const key = keys.room(made.slug);
    const version = await this.#store.commit({
      checks: [{ key, version: null }],
      sets: [{ key, value: made }, { key: keys.rooms, value: null }],
      deletes: [],
    });
    return version !== null;
  }

  #remember(found: Room): Room {
    this.#known.set(found.slug, found);
    return found;
  }
}
