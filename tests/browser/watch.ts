import type { Locator } from "playwright-core";

/** Looks at the element in every frame; gives a function for how far it has been from where it is now, in CSS pixels. */
export async function watch(element: Locator): Promise<() => Promise<number>> {
  const seen = await element.evaluateHandle((element) => {
    const top = () => element.getBoundingClientRect().top;
    const [start, seen] = [top(), { most: 0 }];
    const look = () => {
      seen.most = Math.max(seen.most, Math.abs(top() - start));
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  return () => seen.evaluate(({ most }) => most);
}
