import { useEffect, useState } from "preact/hooks";
import type { ChatClient } from "@/client/chat_client.ts";
import { useOverdue } from "@/components/room/live/use_overdue.ts";

/** A connection that comes back sooner than this is not spoken of, in milliseconds. */
const OFFLINE_MS = 5_000;

/** True once there has been no connection for a while. */
export function useOffline(client: ChatClient | undefined): boolean {
  const unplugged = useUnplugged();
  return useOverdue(client?.lostAt.value ?? unplugged, OFFLINE_MS);
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
