import { assert, assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** Stops of the Tab key before we give up. */
const MOST_STOPS = 30;

Deno.test("by keyboard alone one enters, sends, and gets to a message's permalink", async () => {
  await using site = await Site.open();
  const ada = await site.visitor();
  const { page } = ada;
  await page.goto("/");
  await moveTo(ada, page.getByRole("textbox", { name: "Your name" }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Ada");
  await ada.follows(() => page.keyboard.press("Enter"));

  await moveTo(ada, ada.box);
  await page.keyboard.type("First");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Second");
  await page.keyboard.press("Enter");
  await ada.reads("Second");
  const first = page.getByRole("article").filter({ hasText: "First" });
  await moveTo(ada, first.getByRole("link"), "Shift+Tab");
  await page.keyboard.press("Enter");
  assertEquals(new URL(page.url()).hash, "#1");
  assertEquals(
    await first.evaluate((element) => element.matches(":target")),
    true,
  );
});

Deno.test("by keyboard alone one makes a room, goes to another and changes one's name", async () => {
  await using site = await Site.open();
  const ada = await site.visitor();
  const { page } = ada;
  await page.goto("/");
  await moveTo(ada, page.getByRole("textbox", { name: "New room" }));
  await page.keyboard.type("Tea");
  await ada.follows(() => page.keyboard.press("Enter"));
  await page.getByRole("heading", { name: "Tea", level: 1 }).waitFor();

  await moveTo(ada, page.getByRole("link", { name: "Lobby" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Lobby", level: 1 }).waitFor();
  await assertFocused(ada.box);

  await moveTo(ada, page.locator("summary").filter({ hasText: "your name" }));
  await page.keyboard.press("Enter");
  await moveTo(ada, page.getByRole("textbox", { name: "Your name" }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Ada");
  await ada.follows(() => page.keyboard.press("Enter"));
  await page.locator("summary").filter({ hasText: "Ada" }).waitFor();
});

Deno.test("links that only the keyboard finds skip to the content and to the box", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  for (const name of ["Skip to content", "Skip the messages"]) {
    await moveTo(ada, ada.page.getByRole("link", { name }));
    await ada.page.keyboard.press("Enter");
  }
  await assertFocused(ada.box);
  await ada.page.keyboard.type("Skipped");
  await ada.page.keyboard.press("Enter");
  await ada.reads("Skipped");
});

Deno.test("on a narrow screen the keyboard opens the room list, and Escape gives the focus back", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", {
    viewport: NARROW,
    reducedMotion: "reduce",
  });
  const button = ada.page.getByRole("button", { name: "Rooms", exact: true });
  const lobby = ada.page.getByRole("link", { name: "Lobby" });
  await moveTo(ada, button);
  await ada.page.keyboard.press("Enter");
  await moveTo(ada, lobby);
  await ada.page.keyboard.press("Escape");
  await lobby.waitFor({ state: "hidden" });
  await assertFocused(button);
});

const NARROW = { width: 390, height: 844 };

/** Presses the key until the element has the focus; at each stop one must see where it is. */
async function moveTo(
  { page }: Visitor,
  element: Locator,
  key = "Tab",
): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await isFocused(element)) return;
    await page.keyboard.press(key);
    await assertFocusShown(page);
  }
  throw new Error(`Cannot reach ${element} with ${key}`);
}

async function isFocused(element: Locator): Promise<boolean> {
  return await element.evaluate((element) =>
    element === document.activeElement
  );
}

async function assertFocused(element: Locator): Promise<void> {
  assert(await isFocused(element), `${element} has no focus`);
}

/** What has the focus is in sight, and it or what it is in has an outline. Past the last element the focus is the browser's. */
async function assertFocusShown(page: Page): Promise<void> {
  const hidden = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const { width, height, bottom, right } = focused.getBoundingClientRect();
    const inSight = width > 1 && height > 1 && bottom > 0 && right > 0 &&
      focused.checkVisibility({ opacityProperty: true });
    const isOutlined = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).outlineStyle !== "none" ||
        isOutlined(element.parentElement));
    return inSight && isOutlined(focused) ? null : focused.outerHTML;
  });
  assertEquals(hidden, null);
}
