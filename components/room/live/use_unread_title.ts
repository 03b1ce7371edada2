import { useEffect, useRef } from "preact/hooks";
import { showUnread } from "@/components/room/live/unread_badge.ts";

/** Counts in the window's title what came in while nobody looked: `(3) Lobby · Confab`. Gives the function that counts. */
export function useUnreadTitle(): (count: number) => void {
  const unread = useRef(0);
  const title = useRef("");
  useEffect(() => {
    title.current = document.title;
    const seen = () => {
      if (document.hidden) return;
      unread.current = 0;
      document.title = title.current;
      showUnread(0);
    };
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, []);
  return (count) => {
    if (!document.hidden) return;
    unread.current += count;
    document.title = `(${unread.current}) ${title.current}`;
    showUnread(unread.current);
  };
}
