import { useEffect } from "preact/hooks";
import { effect } from "@preact/signals";
import { chatClient } from "@/components/room/live/connection.ts";
import { followed } from "@/components/room/live/followed.ts";
import { place } from "@/components/room/live/place.ts";
import { showUnread } from "@/components/room/live/unread_badge.ts";

/** What comes in before one's eyes is read a moment later, and no sign of it is to flicker. In milliseconds. */
const MOMENT_MS = 100;

/** Says in the window's title and on the icons how much is unread in all rooms that one follows: `(3) Lobby · Confab`. */
export function useUnreadSigns(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const count = unreadCount();
      // With another room comes another title.
      void place.value;
      clearTimeout(timer);
      timer = setTimeout(() => show(count), MOMENT_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}

function unreadCount(): number {
  const counts = followed.value.map((slug) =>
    chatClient().room(slug).unread.value.length
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function show(count: number): void {
  const title = document.title.replace(/^\(\d+\) /, "");
  const marked = count > 0 ? `(${count}) ${title}` : title;
  if (document.title !== marked) document.title = marked;
  showUnread(count);
}
