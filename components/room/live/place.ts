import { type ReadonlySignal, signal } from "@preact/signals";
import type { Room } from "@/chat/rooms.ts";

/** Where the reader is: a room, and in it perhaps a message that the address names. A new object for each time one goes there. */
export interface Place {
  slug: string;
  seq: number | undefined;
}

/** Rooms by slug, as far as this page knows them. In the browser only, as all of this. */
const rooms = new Map<string, Room>();
const here = signal<Place | undefined>();

/** Nothing until the page has come to life. */
export const place: ReadonlySignal<Place | undefined> = here;

/** The room's title and topic, if the page knows it. */
export function roomOf(slug: string): Room | undefined {
  return rooms.get(slug);
}

/** These rooms can be gone to without another page. */
export function learnRooms(list: readonly Room[]): void {
  for (const room of list) rooms.set(room.slug, room);
}

/**
 * Goes to a room, or to a message in it: at once where the page can show it, else by loading its page. Each place has its address, so
 * that back, forward, reload and sharing work.
 */
export function openRoom(slug: string, seq?: number): void {
  const fragment = seq === undefined ? "" : `#${seq}`;
  const address = `/rooms/${slug}${fragment}`;
  if (!here.peek() || !rooms.has(slug)) return location.assign(address);
  const current = location.pathname + location.search + location.hash;
  // A fragment of the same page is the browser's to follow: it moves `:target`, which `pushState` would not.
  if (fragment && location.pathname + location.search === `/rooms/${slug}`) {
    if (current !== address) return void (location.hash = fragment);
  } else if (current !== address) history.pushState(null, "", address);
  arrive({ slug, seq });
}

/** The page shows this and has come to life: from now on its links need no other page. Gives a function that ends this. */
export function settle(start: Place): () => void {
  const events = new AbortController();
  const { signal } = events;
  here.value = start;
  // Of another fragment browsers tell with this event, too.
  addEventListener("popstate", () => arrive(addressed()), { signal });
  document.addEventListener("click", follow, { signal });
  return () => {
    events.abort();
    here.value = undefined;
  };
}

/** The message that a fragment names. */
export function seqOf(fragment: string): number | undefined {
  return /^#\d{1,15}$/.test(fragment) ? Number(fragment.slice(1)) : undefined;
}

function addressed(): Place | undefined {
  const [, slug] = /^\/rooms\/([a-z0-9-]+)$/.exec(location.pathname) ?? [];
  return slug === undefined ? undefined : { slug, seq: seqOf(location.hash) };
}

function arrive(next: Place | undefined): void {
  if (!next) return;
  const { slug, seq } = here.peek() ?? {};
  const room = rooms.get(next.slug);
  if (!room) return location.reload();
  if (slug === next.slug && seq === next.seq && seq === undefined) return;
  if (slug !== next.slug) moveIn(room);
  here.value = next;
}

/** What lies outside the islands and tells which room this is. */
function moveIn({ title }: Room): void {
  document.title = `${title} · Confab`;
  document.querySelector<HTMLElement>("[popover]:popover-open")?.hidePopover();
}

/** A click on a link to a room, also in a message, unless a key asks for another tab or window. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || hasModifier(event)) {
    return;
  }
  const link = event.target instanceof Element && event.target.closest("a");
  if (!link || link.origin !== location.origin) return;
  const [, slug] = /^\/rooms\/([a-z0-9-]+)$/.exec(link.pathname) ?? [];
  const seq = seqOf(link.hash);
  // Another fragment is a place on this page, and a query without a message another page.
  const isOther = seq === undefined && link.search + link.hash !== "";
  if (slug === undefined || isOther || !rooms.has(slug)) return;
  event.preventDefault();
  openRoom(slug, seq);
}

function hasModifier(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}
