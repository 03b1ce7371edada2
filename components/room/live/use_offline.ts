import { useEffect, useState } from "preact/hooks";
import type { ChatClient } from "@/client/chat_client.ts";
import type { Dates } from "@/components/room/dates.ts";
import { useOverdue } from "@/components/room/live/use_overdue.ts";

/** A connection that comes back sooner than this is not spoken of, in milliseconds. */
const OFFLINE_MS = 5_000;

const OFFLINE = "You are offline. What you write goes out later.";

/** What to say of it, once there has been no connection for a while, and at once on a page that is only a copy. */
export function useOffline(
  client: ChatClient | undefined,
  dates: Dates,
): string | undefined {
  const unplugged = useUnplugged();
  const copied = useCopied(client);
  const overdue = useOverdue(client?.lostAt.value ?? unplugged, OFFLINE_MS);
  if (copied !== undefined) return copyInWords(dates, copied);
  return overdue ? OFFLINE : undefined;
}

function copyInWords(dates: Dates, at: number): string {
  return `You are offline. This is from ${dates.dayName(dates.day(at))}, ${
    dates.time(at)
  }.`;
}

/** When the page was kept that the service worker shows in the place of the newest, in ms since the Unix epoch; nothing once it is connected. */
function useCopied(client: ChatClient | undefined): number | undefined {
  const [copied, setCopied] = useState<number>();
  const connected = client?.lostAt.value === null;
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (connected) delete dataset.copy;
    setCopied(dataset.copy ? Date.parse(dataset.copy) : undefined);
  }, [connected]);
  return copied;
}

/** Since when the device has no network, in ms since the Unix epoch. It knows before the connection does, which only hears nothing. */
function useUnplugged(): number | null {
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    const events = new AbortController();
    const { signal } = events;
    addEventListener("offline", () => setSince(Date.now()), { signal });
    addEventListener("online", () => setSince(null), { signal });
    return () => events.abort();
  }, []);
  return since;
}
