import type { ChatClient } from "./chat_client.ts";

/**
 * Wakes the client when the network is back, the page is shown again (also out of the browser's back/forward cache) or its tab comes to
 * the front. Gives a function that ends this.
 */
export function wakeWithPage(client: Pick<ChatClient, "wake">): () => void {
  const events = new AbortController();
  const { signal } = events;
  const wake = () => client.wake();
  const wakeIfVisible = () => {
    if (document.visibilityState === "visible") client.wake();
  };
  addEventListener("online", wake, { signal });
  addEventListener("pageshow", wake, { signal });
  document.addEventListener("visibilitychange", wakeIfVisible, { signal });
  return () => events.abort();
}
