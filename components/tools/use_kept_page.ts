import { useEffect, useRef } from "preact/hooks";
import { asset } from "fresh/runtime";
import type { Author } from "@/chat/protocol.ts";
import { DIALOG_STYLE, loadDialogs } from "@/components/tools/open_dialog.ts";
import { tellWorker } from "@/components/tools/service_worker.ts";

/**
 * Has the service worker keep the room's page for when there is no network: once the page is alive, and anew when one turns away from
 * `content` that is not what the kept page shows.
 */
export function useKeptPage(slug: string, me: Author, content: unknown): void {
  const now = useRef(content);
  now.current = content;
  useEffect(() => {
    let kept = now.current;
    const keep = (anew: boolean) => keepPage(`/rooms/${slug}`, me, anew);
    const turn = () => {
      if (!document.hidden || kept === now.current) return;
      kept = now.current;
      keep(true);
    };
    // If it keeps the page already, it keeps the one of before.
    const renew = () => keep(false);
    keep(false);
    document.addEventListener("visibilitychange", turn);
    // A worker of another build has taken over, and keeps nothing yet.
    navigator.serviceWorker?.addEventListener("controllerchange", renew);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      navigator.serviceWorker?.removeEventListener("controllerchange", renew);
    };
  }, [slug, me.id, me.name]);
}

async function keepPage(
  path: string,
  { id, name }: Author,
  anew: boolean,
): Promise<void> {
  await tellWorker(async () => {
    await loadAhead();
    const assets = [...loadedAddresses(), ...LATER.map(asset)];
    return { type: "keep", path, reader: `${id} ${name}`, assets, anew };
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
