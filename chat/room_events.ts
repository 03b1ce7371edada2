/**
 * A room's events, read from the log. The event of a post is not kept: the message says the same, but for what has changed since, and what
 * that is one can tell from the message. Only the body that an edit takes away is kept beside it.
 */
import { keys } from "./keys.ts";
import { CATCH_UP_BYTES } from "./limits.ts";
import { eventOf, isAsPosted, type Message } from "./protocol.ts";
import { readTextAt, textsAfter } from "./segment.ts";
import type { Key, Store } from "./store.ts";
import { toText } from "./text.ts";

/** Events after `after`, as sent: at least one if there is one, at most `limit`, and no more than a page's bytes. */
export async function eventsAfter(
  store: Store,
  room: string,
  after: number,
  limit: number,
): Promise<string[]> {
  // The messages first: then all that was committed before one of them is found.
  const messages = await find(store, keys.message, room, after, limit);
  const others = await find(store, keys.event, room, after, limit);
  const events: string[] = [];
  let bytes = 0;
  for (let seq = after + 1; events.length < limit; seq++) {
    const message = messages.get(seq);
    const event = message === undefined
      ? others.get(seq)
      : await postedEvent(store, room, message);
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
  const message = await readTextAt(store, inRoom(keys.message, room), seq);
  return message === undefined
    ? await readTextAt(store, inRoom(keys.event, room), seq)
    : await postedEvent(store, room, message);
}

/** The first texts after a `seq`, by theirs: enough for a page. */
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

function inRoom(keyOf: typeof keys.event, room: string): (seq: number) => Key {
  return (seq) => keyOf(room, seq);
}

/** The event that a message came with, both in JSON. */
function postedEvent(
  store: Store,
  room: string,
  message: string,
): string | Promise<string> {
  return isAsPosted(message)
    ? eventOf(room, message)
    : restored(store, room, JSON.parse(message));
}

async function restored(
  store: Store,
  room: string,
  { editedAt, deletedAt: _, reactions: __, ...message }: Message,
): Promise<string> {
  if (editedAt !== undefined) {
    message.body = await originalBody(store, room, message.seq);
  }
  return eventOf(room, JSON.stringify(message));
}

/** Empty if the message was deleted since it was read. */
async function originalBody(
  store: Store,
  room: string,
  seq: number,
): Promise<string> {
  const { value } = await store.get(keys.original(room, seq));
  return value === null ? "" : toText(value);
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
