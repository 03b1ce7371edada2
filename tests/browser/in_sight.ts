import type { Locator } from "playwright-core";

/** All of it, from top to bottom. */
export function isInSight(element: Locator): Promise<boolean> {
  return element.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}
