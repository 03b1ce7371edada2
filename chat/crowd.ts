import { looksLike } from "./attendance.ts";
import { PEOPLE_LISTED } from "./limits.ts";
import type { RoomAttendance } from "./presence_record.ts";
import type { Author, Presence } from "./protocol.ts";

/** Who is in a room, whichever way they came. */
export interface Crowd {
  count: number;
  /** By id; nothing if they are too many to name. */
  users?: ReadonlyMap<string, Author>;
}

/**
 * Everybody, each once. Where one worker alone has too many to name, nobody can tell who is there twice: then the numbers are added.
 * `here` is believed when it comes to a name.
 */
export function crowdOf(
  here: ReadonlyMap<string, Author>,
  elsewhere: readonly RoomAttendance[],
): Crowd {
  const lists = elsewhere.flatMap(({ users }) => users ? [users] : []);
  if (here.size > PEOPLE_LISTED || lists.length < elsewhere.length) {
    return {
      count: elsewhere.reduce((sum, { count }) => sum + count, here.size),
    };
  }
  const users = new Map(here);
  for (const user of lists.flat()) {
    if (!users.has(user.id)) users.set(user.id, user);
  }
  const count = users.size;
  return count > PEOPLE_LISTED ? { count } : { count, users };
}

/** The whole of it. */
export function fullPresence(room: string, { count, users }: Crowd): Presence {
  return {
    type: "presence",
    room,
    count,
    ...(users && { users: [...users.values()] }),
  };
}

/** What to tell those who know `before`; nothing if nothing has changed. */
export function presenceNews(
  room: string,
  before: Crowd,
  now: Crowd,
): Presence | undefined {
  if (!before.users || !now.users) {
    const same = before.count === now.count && !now.users;
    return same && !before.users ? undefined : fullPresence(room, now);
  }
  const joined = missing(now.users, before.users);
  const left = [...before.users.values()]
    .filter(({ id }) => !now.users?.has(id));
  if (joined.length === 0 && left.length === 0) return undefined;
  return {
    type: "presence",
    room,
    count: now.count,
    ...(joined.length > 0 && { joined }),
    ...(left.length > 0 && { left }),
  };
}

/** Those of `people` that `others` lacks or knows by another name or colour. */
function missing(
  people: ReadonlyMap<string, Author>,
  others: ReadonlyMap<string, Author>,
): Author[] {
  return [...people.values()].filter((user) => {
    const known = others.get(user.id);
    return !known || !looksLike(known, user);
  });
}
