import type { UnreadMessage } from "@/chat/protocol.ts";

/** Where the unread messages begin. It stays there while the room stays open. */
export interface UnreadLine {
  /** `seq` of the first one. */
  first: number;
  /** How many there were, and since when, in milliseconds since the Unix epoch. */
  count: number;
  since: number;
}

/** Nothing if everything is read. */
export function lineBefore(
  unread: readonly UnreadMessage[],
): UnreadLine | undefined {
  const [first] = unread;
  return first && { first: first.seq, count: unread.length, since: first.at };
}
