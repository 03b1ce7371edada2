import { assert, assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** Stops of a key before we give up. */
const MOST_STOPS = 30;

/** Presses the key until the element has the focus; at each stop one must see where it is. */
export async function moveTo(
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

/** Writes in the place of what stands in the field that has the focus. */
export async function typeOver(
  { page }: Visitor,
  text: string,
): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

export async function assertFocused(element: Locator): Promise<void> {
  await element.waitFor();
  assert(await isFocused(element), `${element} has no focus`);
  await assertFocusShown(element.page());
}

async function isFocused(element: Locator): Promise<boolean> {
  return await element.evaluate((element) =>
    element === document.activeElement
  );
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
