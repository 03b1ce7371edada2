import { ChatClient } from "@/client/chat_client.ts";
import type { RoomState } from "@/client/room_state.ts";
import { FakeEnvironment, type FakeWorld } from "./fake_environment.ts";
import { FakeServer } from "./fake_server.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeBrowser } from "./fake_browser.ts";
import { ADA, history, joined, welcome } from "./packets.ts";

/** A page that shows the lobby. */
export interface Page {
  environment: FakeEnvironment;
  client: ChatClient;
  lobby: RoomState;
}

/** A page that wants the lobby and has no connection yet. */
export function openPage(world: FakeWorld = {}): Page {
  const environment = new FakeEnvironment(world);
  const client = new ChatClient(environment);
  const lobby = client.room("lobby");
  lobby.join();
  client.start();
  return { environment, client, lobby };
}

/** A page whose server, played by the test, has let it into the empty lobby; the packets up to then are taken. */
export function joinedPage(world: FakeWorld = {}): Page {
  const page = openPage(world);
  page.environment.socket.say(welcome());
  page.environment.socket.say(joined(0, false), history());
  page.environment.socket.take();
  return page;
}

/** A server, and a browser whose tabs talk to it as Ada. */
export interface Scene {
  clock: FakeClock;
  server: FakeServer;
  browser: FakeBrowser;
  openTab(): Page;
  closeTab(page: Page): void;
}

export function scene(): Scene {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const browser = new FakeBrowser();
  return {
    clock,
    server,
    browser,
    openTab: () => openPage({ clock, browser, accept: server.acceptFor(ADA) }),
    closeTab: ({ client, environment }) => {
      client.stop();
      browser.closeTab(environment.storage.owner);
    },
  };
}

export function bodies(room: RoomState): string[] {
  return room.messages.value.map(({ body }) => body);
}

/** What the page shows of one's own posts that are not through. */
export function pending(room: RoomState): string[] {
  return room.pending.value.map(({ body, state }) => `${body} ${state}`);
}
