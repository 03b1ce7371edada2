import type { Page } from "playwright-core";
import { VIEWER } from "@/screenshots/conversation.ts";
import { numbered, post } from "@/tests/browser/posts.ts";
import { newSession } from "@/tests/raw_client.ts";
import type { RunningServer } from "@/tests/server.ts";

/** What a state is made of. */
export interface Scene {
  page: Page;
  server: RunningServer;
}

/** Longer than the app waits before it says that it is offline, in milliseconds. */
const A_WHILE_MS = 6_000;
/** Room with messages on several pages. */
const LONG_ROOM =
  "a-room-with-a-title-that-is-as-long-as-a-title-may-be-which-is";
/** Room that others write in while one is away. */
const UNREAD_ROOM = "reading-group";
const TAKEN = "Noor Haddad";

/** How a page gets into the state that a picture shows, by the state's name. */
export const STATES = {
  home: ({ page }) => go(page, "/"),
  async "home-refused"({ page }) {
    await go(page, "/");
    await page.getByRole("textbox", { name: "New room" }).fill("Lobby");
    await page.getByRole("button", { name: "Make room" }).click();
    await page.getByRole("alert").waitFor();
  },
  async "name-taken"({ page, server }) {
    await takeName(server, TAKEN);
    await go(page, "/");
    await page.getByRole("textbox", { name: "Your name" }).fill(TAKEN);
    await page.getByRole("button", { name: "Enter" }).click();
    await page.getByRole("alert").waitFor();
  },
  room: ({ page }) => enter(page, "lobby"),
  permalink: ({ page }) => enter(page, "lobby#7"),
  async "permalink-gone"({ page }) {
    await enter(page, "lobby#999");
    await page.getByText("There is no message 999").waitFor();
  },
  odds: ({ page }) => enter(page, "odds-and-ends"),
  async list({ page }) {
    await enter(page, "bicycles");
    await openList(page);
  },
  async forms({ page }) {
    await enter(page, "bicycles");
    await openForms(page);
  },
  async people({ page }) {
    await enter(page, "lobby");
    await page.getByRole("button", { name: / here$/ }).click();
    await page.getByRole("region", { name: "Who is here" }).waitFor();
  },
  async draft({ page }) {
    await enter(page, "lobby");
    await box(page).fill("Several lines\n".repeat(12).trim());
  },
  async "almost-too-long"({ page }) {
    await enter(page, "lobby");
    await box(page).fill("x".repeat(7_990));
  },
  async "too-long"({ page }) {
    await enter(page, "lobby");
    await say(page, "x".repeat(8_001));
    await page.getByText("Too long").waitFor();
  },
  async offline({ page }) {
    await enter(page, "coffee-and-cake");
    await page.context().setOffline(true);
    await say(page, "Is anyone still here?");
    await page.clock.fastForward(A_WHILE_MS);
    await page.getByText("You are offline").waitFor();
  },
  async failed({ page }) {
    await enter(page, "coffee-and-cake");
    await box(page).fill("Half a character is none");
    // Something that only the server refuses, and that no keyboard makes.
    await box(page).evaluate((box: HTMLTextAreaElement) =>
      box.value += "\uD83D"
    );
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Not sent").waitFor();
  },
  async unread({ page, server }) {
    await comeBack(page, server);
    await page.getByRole("form", { name: "Unread messages" }).waitFor();
  },
  async "unread-line"({ page, server }) {
    await comeBack(page, server);
    await page.getByRole("link", { name: "Jump" }).click();
    await page.locator(".unread-line").waitFor();
  },
  async named({ page, server }) {
    await readAll(page);
    await enter(page, "lobby");
    await post(server, [`@${VIEWER}, which chapter?`], UNREAD_ROOM);
    await page.locator(".room-named").waitFor({ state: "attached" });
    await openList(page);
  },
  async "not-loaded"({ page }) {
    await readAll(page);
    await enter(page, "lobby");
    await page.route("**/messages?*", (route) => route.abort());
    await openList(page);
    await page.locator(`.room-link[href$="/${UNREAD_ROOM}"]`).click();
    await page.getByText("could not be loaded").waitFor();
  },
  async switcher({ page }) {
    await enter(page, "lobby");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("option").first().waitFor();
  },
  async "switcher-nothing"({ page }) {
    await enter(page, "lobby");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("xyz");
    await page.getByText("No room or person").waitFor();
  },
  async shortcuts({ page }) {
    await enter(page, "lobby");
    await page.keyboard.press("ControlOrMeta+/");
    await page.getByRole("dialog").waitFor();
  },
  async notifications({ page }) {
    await enter(page, "lobby");
    await page.getByRole("button", { name: "Notifications" }).click();
    await page.getByRole("dialog").waitFor();
  },
  async "notifications-refused"({ page }) {
    await enter(page, "lobby");
    await page.getByRole("button", { name: "Notifications" }).click();
    await page.evaluate(() => {
      Notification.requestPermission = () => Promise.resolve("denied");
    });
    await page.getByRole("radio", { name: "Every message" }).click();
    await page.getByRole("alert").filter({ hasText: "notify" }).waitFor();
  },
  past: ({ page }) => go(page, `/rooms/${LONG_ROOM}?before=60`),
  async older({ page }) {
    await enter(page, LONG_ROOM);
    await page.getByRole("link", { name: "Older messages" })
      .scrollIntoViewIfNeeded();
  },
  async "older-failed"({ page }) {
    await enter(page, LONG_ROOM);
    await page.route("**/messages?*", (route) => route.abort());
    await page.getByRole("article").first().scrollIntoViewIfNeeded();
    await page.getByText("could not be loaded").waitFor();
  },
  async "new-below"({ page, server }) {
    await enter(page, LONG_ROOM);
    await page.getByRole("article").nth(5).scrollIntoViewIfNeeded();
    // The page has seen that one reads further up.
    await page.getByRole("button", { name: "Newest" }).waitFor();
    await post(server, numbered(12), LONG_ROOM);
    await page.getByRole("button", { name: "12 new" }).waitFor();
  },
  empty: ({ page }) => enter(page, "night-shift"),
  "no-message": ({ page }) => go(page, "/rooms/lobby?around=999"),
  "no-room": ({ page }) => go(page, "/rooms/nowhere"),
  "not-kept": ({ page }) => go(page, "/offline"),
  "no-page": ({ page }) => go(page, "/nowhere"),
} satisfies Record<string, (scene: Scene) => Promise<void>>;

/** The same for pages that never come to life. */
const WITHOUT_SCRIPT = {
  "room-without-script": ({ page }) => go(page, "/rooms/lobby"),
  "past-without-script": ({ page }) =>
    go(page, `/rooms/${LONG_ROOM}?before=60`),
  async "forms-without-script"({ page }) {
    await go(page, "/rooms/bicycles");
    await openForms(page);
  },
  async "refused-without-script"({ page }) {
    await go(page, "/rooms/lobby");
    await say(page, "x".repeat(8_001));
    await page.getByText("This has 8,001").waitFor();
  },
} satisfies Record<string, (scene: Scene) => Promise<void>>;

/** Every state by its name, and how the page in it is opened. */
export const ALL_STATES = Object.entries({
  ...STATES,
  ...WITHOUT_SCRIPT,
}).map(([name, open]) => ({
  name,
  open,
  withoutScript: name in WITHOUT_SCRIPT,
}));

async function go(page: Page, path: string): Promise<void> {
  await page.goto(path);
}

/** Opens a room and waits until its page is alive. */
async function enter(page: Page, room: string): Promise<void> {
  await Promise.all([
    page.waitForEvent("websocket"),
    go(page, `/rooms/${room}`),
  ]);
}

function box(page: Page) {
  return page.getByRole("textbox", { name: /^Message / });
}

/** On a touch screen only the button sends. */
async function say(page: Page, body: string): Promise<void> {
  await box(page).fill(body);
  await page.getByRole("button", { name: "Send" }).click();
}

/** What came in while one was away is more than fits on a screen. */
async function comeBack(page: Page, server: RunningServer): Promise<void> {
  await readAll(page);
  await post(server, numbered(40, "Chapter"), UNREAD_ROOM);
  await enter(page, UNREAD_ROOM);
}

/** As the form does that works without script. */
async function readAll(page: Page): Promise<void> {
  const form = { action: "read", seq: Number.MAX_SAFE_INTEGER };
  await page.context().request.post(`/rooms/${UNREAD_ROOM}`, { form });
}

/** Somebody else is called this. */
async function takeName({ url }: RunningServer, name: string): Promise<void> {
  const cookie = `session=${await newSession(url)}`;
  const response = await fetch(url, {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams({ action: "name", name, room: "lobby" }),
    redirect: "manual",
  });
  await response.body?.cancel();
}

async function openForms(page: Page): Promise<void> {
  await openList(page);
  for (const summary of await page.locator("summary").all()) {
    await summary.click();
  }
}

/** Where there is no space for it beside the room. */
async function openList(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Rooms", exact: true });
  if (await button.isVisible()) await button.click();
}
