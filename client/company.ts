import { type ReadonlySignal, signal } from "@preact/signals";
import type { Author, Presence } from "../chat/protocol.ts";

/** Who is in a room. */
export interface People {
  count: number;
  /** In the order in which they came; nothing if they are too many to name. */
  users?: readonly Author[];
}

/** Keeps up with who is in a room. What it knows while there is no connection is old, and better than nothing. */
export class Company {
  readonly #people = signal<People | null>(null);
  readonly people: ReadonlySignal<People | null> = this.#people;

  changed({ count, users, joined = [], left = [] }: Presence): void {
    const known = users ?? this.#people.peek()?.users;
    const isList = users || joined.length > 0 || left.length > 0;
    this.#people.value = {
      count,
      ...(known && isList && { users: changedList(known, joined, left) }),
    };
  }
}

/** Who joined may have been there before, under another name. */
function changedList(
  known: readonly Author[],
  joined: readonly Author[],
  left: readonly Author[],
): Author[] {
  const people = new Map(known.map((user) => [user.id, user]));
  for (const { id } of left) people.delete(id);
  for (const user of joined) people.set(user.id, user);
  return [...people.values()];
}
