import {
  type BrowserEnvironment,
  browserEnvironment,
} from "@/client/browser_environment.ts";
import { ChatClient } from "@/client/chat_client.ts";
import { wakeWithPage } from "@/client/wake_with_page.ts";

/** Rooms that a tab follows at a time: their messages are there and their counts live. */
const MOST_FOLLOWED = 20;
/** Over HTTP/1.1 a browser opens six connections to a site, for all of its tabs together. */
const MOST_STREAMS = 2;

let client: ChatClient | undefined;
let environment: BrowserEnvironment | undefined;

/** The one connection of this tab. In the browser only. */
export function chatClient(): ChatClient {
  client ??= open();
  return client;
}

/** How many rooms this tab may follow. */
export function mostFollowed(): number {
  return environment?.streams() ? MOST_STREAMS : MOST_FOLLOWED;
}

function open(): ChatClient {
  environment = browserEnvironment();
  const opened = new ChatClient(environment);
  wakeWithPage(opened);
  opened.start();
  return opened;
}
