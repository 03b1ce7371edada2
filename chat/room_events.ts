/**
 * A room's events, read from the log. The event of a post is not kept: the message says the same, but for what has changed since, and what
 * that is one can tell from the message. Only of one that was edited, what was posted is kept beside it. Logs that were written before have
 * posts among the events; there they are taken from.
 */
import { inRoom, keys } from "./keys.ts";
import { CATCH_UP_BYTES } from "./limits.ts";
import { eventOf, isAsPosted, type Message } from "./protocol.ts";
import { readTextAt, textsAfter } from "./segment.ts";
import type { Store } from "./store.ts";

/** Events after `after`, as sent: at least one if there is one, at most `limit`, and no more than a page's bytes. */
export async function eventsAfter(
  store: Store,
  room: string,
  after: number,
  limit: number,
): Promise<string[]> {
  // The messages first: then all that was committed before one of them is found.
  const messages = await find(store, keys.message, room, after, limit);
  const [originals, others] = await Promise.all([
    find(store, keys.original, room, after, limit),
    find(store, keys.event, room, after, limit),
  ]);
  const events: string[] = [];
  let bytes = 0;
  for (let seq = after + 1; events.length < limit; seq++) {
    const message = originals.get(seq) ?? messages.get(seq);
    const event = others.get(seq) ?? (message && postOf(room, message));
    if (event === undefined) {
      mustEndBefore(seq, room, messages);
      break;
    }
    events.push(event);
    bytes += event.length;
    if (bytes >= CATCH_UP_BYTES) break;
  }
  return events;
}

/** The event with this `seq`, as sent, if there is one. */
export async function eventAt(
  store: Store,
  room: string,
  seq: number,
): Promise<string | undefined> {
  const read = (keyOf: typeof keys.event) =>
    readTextAt(store, inRoom(keyOf, room), seq);
  const event = await read(keys.event);
  if (event !== undefined) return event;
  const message = await read(keys.message);
  const posted = await read(keys.original) ?? message;
  return posted && postOf(room, posted);
}

/**
 * The first texts after a `seq`, by theirs: enough for a page. No page reaches what this leaves out: where a message is missing, the page ends, and
 * no event is shorter than the original that it is made from.
 */
async function find(
  store: Store,
  keyOf: typeof keys.event,
  room: string,
  after: number,
  limit: number,
): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  let bytes = 0;
  const found = textsAfter(store, inRoom(keyOf, room), after);
  for await (const { seq, text } of found) {
    texts.set(seq, text);
    bytes += text.length;
    if (texts.size === limit || bytes >= CATCH_UP_BYTES) break;
  }
  return texts;
}

/** The event that a message came with. If it is an edited one, its first text is not known any more: it was deleted since it was read. */
function postOf(room: string, message: string): string {
  if (isAsPosted(message)) return eventOf(room, message);
  const { editedAt, deletedAt: _, reactions: __, ...posted }: Message = JSON
    .parse(message);
  if (editedAt !== undefined) posted.body = "";
  return eventOf(room, JSON.stringify(posted));
}

/** Throws if there is no event `seq` although a later one was found. */
function mustEndBefore(
  seq: number,
  room: string,
  messages: Map<number, string>,
): void {
  const later = [...messages.keys()].find((found) => found > seq);
  if (later === undefined) return;
  throw new Error(`Expected event ${seq} of room '${room}', found ${later}`);
}
