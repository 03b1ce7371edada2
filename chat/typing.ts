import type { Environment } from "./environment.ts";
import type { Outlet } from "./feed.ts";
import type { Hub } from "./hub.ts";
import {
  ROOM_TYPING_BURST,
  ROOM_TYPING_PER_SECOND,
  TYPING_BURST,
  TYPING_PER_SECOND,
} from "./limits.ts";
import { authorOf, type Person } from "./people.ts";
import type { ServerPacket } from "./protocol.ts";
import { RateLimit } from "./rate_limit.ts";

/** Tells who types. That is forgotten after a while, so what is too much may as well not be told: of a person, and in a room where very many type. */
export class Typing {
  readonly #hub: Hub;
  readonly #people: RateLimit;
  readonly #rooms: RateLimit;

  constructor(hub: Hub, environment: Environment) {
    this.#hub = hub;
    this.#people = new RateLimit(TYPING_PER_SECOND, TYPING_BURST, environment);
    this.#rooms = new RateLimit(
      ROOM_TYPING_PER_SECOND,
      ROOM_TYPING_BURST,
      environment,
    );
  }

  /** A person types in a room, or does not any more. The others in it hear of that; not the connection `by` which it was said. */
  tell(person: Person, room: string, on: boolean, by?: Outlet): void {
    if (this.#people.take(person.id) > 0 || this.#rooms.take(room) > 0) return;
    const user = authorOf(person);
    const packet: ServerPacket = { type: "typing", room, user, on };
    const text = JSON.stringify(packet);
    this.#hub.whisper({ room, text, from: person.id, to: "others" }, by);
  }
}
