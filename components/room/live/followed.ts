import { type ReadonlySignal, signal } from "@preact/signals";
import type { UnreadRoom } from "@/chat/protocol.ts";
import { askForRooms } from "@/components/room/live/listed.ts";
import { chatClient, mostFollowed } from "@/components/room/live/connection.ts";

const slugs = signal<readonly string[]>([]);

/** Slugs of the rooms that this tab follows. The one that was looked at last comes last. In the browser only. */
export const followed: ReadonlySignal<readonly string[]> = slugs;

/** The room is being looked at. The one that was left the longest ago is not followed any more if there are too many. */
export function follow(slug: string): void {
  chatClient().room(slug).join();
  followLast([...slugs.peek().filter((other) => other !== slug), slug]);
}

/** Where the connection is one now that carries fewer rooms, the others are left. Gives a function that ends this. */
export function keepToConnection(): () => void {
  return chatClient().status.subscribe(() => followLast(slugs.peek()));
}

function followLast(all: readonly string[]): void {
  const tooMany = Math.max(0, all.length - mostFollowed());
  slugs.value = all.slice(tooMany);
  for (const old of all.slice(0, tooMany)) chatClient().room(old).leave();
  // What comes in there only the server knows now.
  if (tooMany > 0) void askForRooms();
}

/** Follows the rooms that one reads, beside those that are looked at: from their heads on, without what was said before. */
export function followBeside(
  rooms: readonly UnreadRoom[],
  epoch: string,
): void {
  const known = slugs.peek();
  const others = rooms.filter(({ slug }) => !known.includes(slug))
    .slice(0, Math.max(0, mostFollowed() - known.length));
  for (const { slug, head, ...reading } of others) {
    const room = chatClient().room(slug);
    const some = head > 0;
    room.seed({ epoch, head, messages: [], more: some, newer: some });
    room.seedReading({ head, ...reading });
    room.join();
  }
  slugs.value = [...others.map(({ slug }) => slug), ...known];
}
