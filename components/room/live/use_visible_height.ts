import { useEffect } from "preact/hooks";

/** What the style sheet takes for the height of the window while it is set. */
const HEIGHT = "--visible-height";

/**
 * Some phones lay their keyboard over the page instead of making the page smaller (iOS, which does not know `interactive-widget`), so that
 * it covers what one writes in. There the page is told how much of it is left to see.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = globalThis.visualViewport;
    if (!viewport) return;
    const fit = () => fitInto(viewport);
    viewport.addEventListener("resize", fit);
    return () => viewport.removeEventListener("resize", fit);
  }, []);
}

function fitInto({ height, scale }: VisualViewport): void {
  // Who has zoomed in sees less of the page, and wants it as large as it was.
  if (scale !== 1) return;
  const { style } = document.documentElement;
  if (height < innerHeight) {
    style.setProperty(HEIGHT, `${height}px`);
    // The browser has pushed the page up to show the field; now it fits.
    scrollTo({ top: 0, behavior: "instant" });
  } else style.removeProperty(HEIGHT);
}
