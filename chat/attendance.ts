import { LINGER_MS } from "./limits.ts";
import type { Author } from "./protocol.ts";

interface Attendee {
  user: Author;
  connections: number;
}

interface Departure {
  room: string;
  id: string;
  /** When it counts, in milliseconds since the Unix epoch. */
  at: number;
}

const NOBODY: ReadonlyMap<string, Author> = new Map();

/** Who follows which room by way of this worker. A person counts once, and for {@linkcode LINGER_MS} after they have gone. */
export class Attendance {
  readonly #rooms = new Map<string, Map<string, Attendee>>();
  /** Those without a connection, the first to go first. */
  readonly #leaving = new Map<string, Departure>();

  /** Rooms in which anybody is. */
  get rooms(): Iterable<string> {
    return this.#rooms.keys();
  }

  get isEmpty(): boolean {
    return this.#rooms.size === 0;
  }

  has(room: string): boolean {
    return this.#rooms.has(room);
  }

  /** One more connection; gives whether the others see a change by it. */
  enter(room: string, user: Author): boolean {
    const people = this.#rooms.get(room) ?? new Map<string, Attendee>();
    this.#rooms.set(room, people);
    const known = people.get(user.id);
    this.#leaving.delete(nameOf(room, user.id));
    people.set(user.id, {
      user,
      connections: (known?.connections ?? 0) + 1,
    });
    return !known || !looksLike(known.user, user);
  }

  /** One connection less; gives when they are gone if it was the last one. */
  leave(room: string, id: string, now: number): number | undefined {
    const known = this.#rooms.get(room)?.get(id);
    if (!known || --known.connections > 0) return undefined;
    const at = now + LINGER_MS;
    this.#leaving.set(nameOf(room, id), { room, id, at });
    return at;
  }

  /** Takes out who has been gone for long enough. Gives their rooms. */
  sweep(now: number): string[] {
    const rooms: string[] = [];
    for (const [name, { room, id, at }] of this.#leaving) {
      // Further away than any departure: the clock was set back.
      if (at > now && at <= now + LINGER_MS) break;
      this.#leaving.delete(name);
      rooms.push(room);
      const people = this.#rooms.get(room);
      people?.delete(id);
      if (people?.size === 0) this.#rooms.delete(room);
    }
    return rooms;
  }

  /** When the next one is gone. */
  get nextDeparture(): number | undefined {
    for (const { at } of this.#leaving.values()) return at;
    return undefined;
  }

  /** Somebody has another name or colour. Gives the rooms in which they are. */
  rename(user: Author): string[] {
    const rooms: string[] = [];
    for (const [room, people] of this.#rooms) {
      const known = people.get(user.id);
      if (!known || looksLike(known.user, user)) continue;
      known.user = user;
      rooms.push(room);
    }
    return rooms;
  }

  find(room: string, id: string): Author | undefined {
    return this.#rooms.get(room)?.get(id)?.user;
  }

  of(room: string): ReadonlyMap<string, Author> {
    const people = this.#rooms.get(room);
    return people
      ? new Map(people.entries().map(([id, { user }]) => [id, user]))
      : NOBODY;
  }
}

/** True if others could not tell the two apart. */
export function looksLike(one: Author, other: Author): boolean {
  return one.name === other.name && one.hue === other.hue;
}

function nameOf(room: string, id: string): string {
  return `${room} ${id}`;
}
