import { useEffect } from "preact/hooks";
import { effect } from "@preact/signals";
import type { UnreadMessage } from "@/chat/protocol.ts";
import { isAllowed, levelOf } from "@/components/notices/level.ts";
import { closeNotice, showNotice } from "@/components/notices/notices.ts";
import { look } from "@/components/notices/view.ts";
import { chatClient } from "@/components/room/live/connection.ts";
import { followed } from "@/components/room/live/followed.ts";
import { openRoom, place, roomOf } from "@/components/room/live/place.ts";

/**
 * Notifies of what is new in the rooms that one follows, as one has chosen for each, until it is read, here or elsewhere. `slug` is the
 * room that is open: it is silent while one looks at it.
 */
export function useNotices(slug: string): void {
  useEffect(() => whileLookedAt(() => look(slug)), [slug]);
  useEffect(() => {
    /** The newest unread message of each room that has been looked through. */
    const known = new Map<string, number>();
    return effect(() => {
      for (const slug of followed.value) {
        const unread = chatClient().room(slug).unread.value;
        const before = known.get(slug);
        known.set(slug, Math.max(before ?? 0, unread.at(-1)?.seq ?? 0));
        // What was there when the page came to life is no news.
        if (before !== undefined) update(slug, unread, before);
      }
    });
  }, []);
  useEffect(() => {
    // Only secure pages have it, whatever the types say.
    if (!("serviceWorker" in navigator)) return;
    const workers = navigator.serviceWorker;
    workers.addEventListener("message", heed);
    return () => workers.removeEventListener("message", heed);
  }, []);
}

function update(
  slug: string,
  unread: readonly UnreadMessage[],
  before: number,
): void {
  if (!isAllowed()) return;
  if (unread.length === 0) return void closeNotice(slug);
  const level = levelOf(slug);
  const news = unread.findLast(({ seq, named }) =>
    seq > before && (level === "all" || level === "mentions" && named)
  );
  if (!news) return;
  const title = roomOf(slug)?.title ?? slug;
  void showNotice({ slug, title, seq: news.seq, words: words(slug, news) });
}

/** Who says what; of a room that has not been opened yet the messages are not at hand. */
function words(slug: string, { seq, named }: UnreadMessage): string {
  const message = chatClient().room(slug).messages.peek()
    .find((message) => message.seq === seq);
  if (message) return `${message.author.name}: ${message.body}`;
  return named ? "You are mentioned" : "A new message";
}

/** A notification was clicked: the worker asks all tabs which room they show, and sends one of them to the notification's. */
function heed({ data, ports }: MessageEvent): void {
  if (data?.type === "where") ports[0]?.postMessage(place.peek()?.slug);
  if (data?.type === "go" && typeof data.slug === "string") openRoom(data.slug);
}

/** Calls `begin` whenever the page is shown and has the focus, and what that gave when it has not any more. Gives what ends all of it. */
function whileLookedAt(begin: () => () => void): () => void {
  let end: (() => void) | undefined;
  const events = new AbortController();
  const { signal } = events;
  const change = () => {
    const looks = !document.hidden && document.hasFocus();
    if (looks) end ??= begin();
    else if (end) end = void end();
  };
  change();
  addEventListener("focus", change, { signal });
  addEventListener("blur", change, { signal });
  document.addEventListener("visibilitychange", change, { signal });
  return () => {
    events.abort();
    end?.();
  };
}
