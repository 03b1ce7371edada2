import type { History, Message } from "@/chat/protocol.ts";
import type { FinalRoom } from "./final_state.ts";
import { materialize } from "./materialize.ts";

/** A page of so many UTF-16 code units may end before it has all the messages that were asked for. */
const LARGE_PAGE = 100_000;

/** What a page was asked to show: the newest `most` messages as they are at event `head`. */
export interface Asking {
  head: number;
  most: number;
}

/** What is wrong with a page of history, if anything is. */
export function wrongInPage(
  { messages, more }: History,
  room: FinalRoom,
  { head, most }: Asking,
): string | undefined {
  const all = materialize(room.events.slice(0, head));
  const least = all.slice(Math.max(0, all.length - messages.length));
  const wrong = least.findIndex((message, i) =>
    !shows(messages[i], message, room, head)
  );
  const what = `history up to ${head}`;
  if (wrong >= 0) {
    return `${what} shows ${JSON.stringify(messages[wrong])} for ${
      JSON.stringify(least[wrong])
    }`;
  }
  if (!isFull(messages, Math.min(most, all.length))) {
    return `${what} has ${messages.length} messages of ${all.length}`;
  }
  if (more !== all.length > messages.length) {
    return `${what} says ${more ? "" : "no "}more`;
  }
}

/** A page shows each message at least as it was at the head, perhaps with later changes. */
function shows(
  shown: Message | undefined,
  least: Message,
  room: FinalRoom,
  head: number,
): boolean {
  if (!shown || shown.seq !== least.seq || shown.id !== least.id) return false;
  if (least.deletedAt !== undefined) {
    return shown.deletedAt === least.deletedAt && shown.body === "";
  }
  const later = room.events.slice(head)
    .filter((event) => event.type !== "message" && event.target === least.seq);
  // Once it is deleted, the log does not know any more what the text was.
  return shown.body === least.body ||
    later.some(({ type }) => type === "delete") ||
    later.some((event) => event.type === "edit" && event.body === shown.body);
}

/** True if there are as many as there should be; of large ones there may be fewer. */
function isFull(messages: readonly Message[], expected: number): boolean {
  return messages.length === expected ||
    messages.length < expected && JSON.stringify(messages).length > LARGE_PAGE;
}
