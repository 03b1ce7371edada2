import { useEffect, useRef } from "preact/hooks";
import { asset } from "fresh/runtime";
import type { Author } from "@/chat/protocol.ts";
import { DIALOG_STYLE, loadDialogs } from "@/components/tools/open_dialog.ts";
import { tellWorker } from "@/components/tools/service_worker.ts";

/** By room, the content that its kept page shows. */
const kept = new Map<string, unknown>();

/**
 * Has the service worker keep the room's page for when there is no network: once the page is alive, and anew when one turns away from
 * `content`, or leaves it, that is not what the kept page shows.
 */
export function useKeptPage(slug: string, me: Author, content: unknown): void {
  const turn = useRef<() => void>();
  turn.current = () => {
    if (kept.get(slug) === content) return;
    kept.set(slug, content);
    void keepPage(slug, me, true);
  };
  useEffect(() => {
    const renew = () => void keepPage(slug, me, false);
    renew();
    // A worker of another build has taken over, and keeps nothing yet. If it keeps the page already, it keeps the one of before.
    navigator.serviceWorker?.addEventListener("controllerchange", renew);
    return () =>
      navigator.serviceWorker?.removeEventListener("controllerchange", renew);
  }, [slug, me.id, me.name]);
  useEffect(() => {
    // The page came with it, through the worker.
    if (kept.size === 0) kept.set(slug, content);
    const hidden = () => document.hidden && turn.current?.();
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      turn.current?.();
    };
  }, []);
}

async function keepPage(
  slug: string,
  { id, name }: Author,
  anew: boolean,
): Promise<void> {
  await tellWorker(async () => {
    await loadAhead();
    const assets = [...loadedAddresses(), ...LATER.map(asset)];
    const reader = `${id} ${name}`;
    return { type: "keep", path: `/rooms/${slug}`, reader, assets, anew };
  });
}

/** Not to be had while there is no network, or when the page is being left: then not. */
async function loadAhead(): Promise<void> {
  try {
    await loadDialogs();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** What the page may still need, and could not get. */
const LATER = [DIALOG_STYLE, "/favicon-unread.svg"];

function loadedAddresses(): string[] {
  return performance.getEntriesByType("resource").map(({ name }) => name);
}
