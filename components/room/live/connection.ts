import { browserEnvironment } from "@/client/browser_environment.ts";
import { ChatClient } from "@/client/chat_client.ts";
import { wakeWithPage } from "@/client/wake_with_page.ts";

let client: ChatClient | undefined;

/** The one connection of this tab. In the browser only. */
export function chatClient(): ChatClient {
  client ??= open();
  return client;
}

function open(): ChatClient {
  const opened = new ChatClient(browserEnvironment());
  wakeWithPage(opened);
  opened.start();
  return opened;
}
