import type { Message, RoomEvent } from "../chat/protocol.ts";
import type { HistoryPage } from "./environment.ts";
import { applyEvents } from "./merge.ts";

/**
 * The stretch of a room's messages that is held. It has no hole: all messages from its first to its last are in it, up to the newest
 * one unless `newer` ones exist, and from the oldest one unless there are `more`.
 */
export interface Window {
  messages: readonly Message[];
  more: boolean;
  newer: boolean;
}

/** The window after the events. A message that does not lie in it or right after its end stays out: it would leave a hole. */
export function advance(window: Window, events: readonly RoomEvent[]): Window {
  const fits = fitsIn(window);
  const messages = applyEvents(window.messages, events.filter(fits));
  return messages === window.messages ? window : { ...window, messages };
}

/**
 * Puts a page of older messages in front. `events` are those that came while it was on its way: the page may have been read before
 * they were committed.
 */
export function withOlder(
  window: Window,
  { messages, more }: HistoryPage,
  events: readonly RoomEvent[],
): Window {
  const first = window.messages[0]?.seq ?? Infinity;
  const older = messages.filter(({ seq }) => seq < first);
  return advance(
    { ...window, messages: [...older, ...window.messages], more },
    events,
  );
}

/** Puts a page of newer messages behind, as {@linkcode withOlder} does in front. Only now those that came meanwhile have their place. */
export function withNewer(
  window: Window,
  { messages, more: newer }: HistoryPage,
  events: readonly RoomEvent[],
): Window {
  const last = lastSeq(window);
  const added = messages.filter(({ seq }) => seq > last);
  return advance(
    { ...window, messages: [...window.messages, ...added], newer },
    events,
  );
}

/** The oldest ones that fit in `most`. */
export function withoutNewest(window: Window, most: number): Window {
  const { messages } = window;
  if (messages.length <= most) return window;
  return { ...window, messages: messages.slice(0, most), newer: true };
}

/** The newest ones that fit in `most`. */
export function withoutOldest(window: Window, most: number): Window {
  const { messages } = window;
  if (messages.length <= most) return window;
  return {
    ...window,
    messages: messages.slice(messages.length - most),
    more: true,
  };
}

/** 0 if nothing is held. */
export function lastSeq({ messages }: Pick<Window, "messages">): number {
  return messages.at(-1)?.seq ?? 0;
}

function fitsIn(window: Window): (event: RoomEvent) => boolean {
  const first = window.more ? window.messages[0]?.seq ?? 0 : 0;
  const last = window.newer ? lastSeq(window) : Infinity;
  return (event) =>
    event.type !== "message" || event.seq >= first && event.seq <= last;
}
