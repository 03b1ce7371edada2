import { useEffect } from "preact/hooks";
import { isNamed } from "@/chat/mention.ts";
import type { Author } from "@/chat/protocol.ts";
import type { Entry } from "@/components/room/entries.ts";
import { isAllowed, levelOf } from "@/components/notices/level.ts";
import { closeNotice, showNotice } from "@/components/notices/notices.ts";
import { look } from "@/components/notices/view.ts";

/** Tells who looks elsewhere what is new in the room, as they have chosen, until it is looked at. Gives the function that takes what is new. */
export function useNotices(
  slug: string,
  title: string,
  me: Author,
): (entries: readonly Entry[]) => void {
  useEffect(() =>
    whileLookedAt(() => {
      if (isAllowed()) void closeNotice(slug);
      return look(slug);
    }), [slug]);

  useEffect(() => {
    // Only secure pages have it, whatever the types say.
    if (!("serviceWorker" in navigator)) return;
    const workers = navigator.serviceWorker;
    workers.addEventListener("message", goWhereTold);
    return () => workers.removeEventListener("message", goWhereTold);
  }, []);

  return (entries) => {
    const level = levelOf(slug);
    const wanted = entries.findLast(({ body, message }) =>
      message && (level === "all" ||
        level === "mentions" && isNamed(me.name, body))
    );
    if (!wanted?.message) return;
    const { author: { name }, body, message: { seq } } = wanted;
    void showNotice({ slug, title, seq, author: name, body });
  };
}

/** A notification was clicked. A room is entered by its own link, so that whoever handles that one handles this. */
function goWhereTold({ data }: MessageEvent): void {
  if (data?.type !== "go" || typeof data.path !== "string") return;
  const links = document.querySelectorAll<HTMLAnchorElement>("a.room-link");
  const link = [...links].find(({ pathname }) => pathname === data.path);
  if (link) link.click();
  else location.assign(new URL(data.path, location.origin));
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
