import type { Environment } from "./environment.ts";
import {
  ROOM_TYPING_BURST,
  ROOM_TYPING_PER_SECOND,
  TYPING_BURST,
  TYPING_PER_SECOND,
} from "./limits.ts";
import { RateLimit } from "./rate_limit.ts";

/** Typing is forgotten after a while, so what is too much may as well not be told: of a person, and in a room where very many type. */
export class TypingLimit {
  readonly #people: RateLimit;
  readonly #rooms: RateLimit;

  constructor(environment: Environment) {
    this.#people = new RateLimit(TYPING_PER_SECOND, TYPING_BURST, environment);
    this.#rooms = new RateLimit(
      ROOM_TYPING_PER_SECOND,
      ROOM_TYPING_BURST,
      environment,
    );
  }

  /** Whether this is to be told to the room. */
  allows(person: string, room: string): boolean {
    return this.#people.take(person) === 0 && this.#rooms.take(room) === 0;
  }
}
