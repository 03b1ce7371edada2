import { assert, assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { Site } from "@/tests/browser/site.ts";

const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
/** Into smaller letters a phone zooms when one begins to write, in CSS pixels. */
const SMALLEST_PX = 16;

Deno.test("on a phone nothing opens the keyboard unasked, Enter breaks the line, and after the button sent the keyboard stays", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", PHONE);
  const { page, box } = ada;
  assertEquals(await isFocused(box), false);
  assertEquals(await box.getAttribute("enterkeyhint"), "enter");
  await box.tap();
  await page.keyboard.type("One");
  await page.keyboard.press("Enter");
  await page.keyboard.type("two");
  await page.getByRole("button", { name: "Send" }).tap();
  assertEquals(await ada.reads("One\ntwo"), ["One\ntwo"]);
  assert(await isFocused(box));
});

Deno.test("on a phone the page fits what is left beside the keyboard, may be zoomed by hand and does not zoom by itself", async () => {
  await using site = await Site.open();
  const { page } = await site.person("Ada", PHONE);
  const viewport = await page.locator("meta[name=viewport]")
    .getAttribute("content") ?? "";
  assert(viewport.includes("interactive-widget=resizes-content"));
  assert(viewport.includes("viewport-fit=cover"));
  assert(!/user-scalable|maximum-scale/.test(viewport));
  const sizes = await page.locator("input:not([type=hidden]), textarea")
    .evaluateAll((fields) =>
      fields.map((field) => parseFloat(getComputedStyle(field).fontSize))
    );
  assertEquals(sizes.filter((size) => size < SMALLEST_PX), []);
});

Deno.test("on a phone the list of rooms is a drawer that a tap beside it closes, and that a choice closes too", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", PHONE);
  const { page } = ada;
  const button = page.getByRole("button", { name: "Rooms", exact: true });
  const lobby = page.getByRole("link", { name: "Lobby" });
  assertEquals(await lobby.isVisible(), false);
  await button.tap();
  await lobby.waitFor();
  await page.touchscreen.tap(380, 400);
  await lobby.waitFor({ state: "hidden" });

  await button.tap();
  await page.getByText("New room").tap();
  await page.getByRole("textbox", { name: "Its title" }).fill("Tea");
  await ada.follows(() => page.keyboard.press("Enter"));
  await button.tap();
  await lobby.tap();
  await page.getByRole("heading", { name: "Lobby", level: 1 }).waitFor();
  await lobby.waitFor({ state: "hidden" });
});

function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((element) => element === document.activeElement);
}
