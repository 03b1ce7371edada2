import type { Place } from "./environment.ts";

/** Messages in a page. */
const PAGE_LENGTH = 50;

/** Where the server has these messages of a room, as JSON. */
export function addressOfPage(room: string, place: Place): string {
  const [beside] = place === "newest" ? [] : Object.entries(place);
  const query = new URLSearchParams({
    ...(beside && { [beside[0]]: String(beside[1]) }),
    limit: String(PAGE_LENGTH),
  });
  return `/api/rooms/${room}/messages?${query}`;
}
