/**
 * Draws the app's icons for those who want pixels (`deno task icons`), from the one drawing in `static/favicon.svg`. Their results are in
 * `static/icons`, so this runs only when the drawing has changed.
 */
import type { Page } from "playwright-core";
import { launch } from "@/tests/browser/chromium.ts";

/** An icon that some system wants. */
interface Icon {
  /** Width and height in pixels. */
  size: number;
  /** How large the drawing is in it. Systems cut a maskable icon to a shape of their own, of which the middle 80 % are sure to be seen. */
  scale: number;
  /** Fills what is behind the drawing and its round corners. */
  filled: boolean;
}

const FOLDER = "static/icons";
const GREEN = "#00593f";
const ICONS: Record<string, Icon> = {
  "192": { size: 192, scale: 1, filled: false },
  "512": { size: 512, scale: 1, filled: false },
  "maskable-512": { size: 512, scale: 0.8, filled: true },
  "apple-touch": { size: 180, scale: 0.9, filled: true },
  /** Only its shape counts: beside a notification on Android. */
  "badge": { size: 96, scale: 1, filled: false },
};

const drawing = await Deno.readTextFile("static/favicon.svg");
const browser = await launch();
const page = await browser.newPage();
await Deno.mkdir(FOLDER, { recursive: true });
for (const [name, icon] of Object.entries(ICONS)) {
  await draw(
    page,
    name === "badge" ? shapeOf(drawing) : drawing,
    icon,
    `${FOLDER}/${name}.png`,
  );
}
await browser.close();

async function draw(
  page: Page,
  svg: string,
  { size, scale, filled }: Icon,
  path: string,
): Promise<void> {
  const side = size * scale;
  const margin = (size - side) / 2;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>
    html { background: ${filled ? GREEN : "transparent"} }
    body { margin: ${margin}px }
    svg { display: block; width: ${side}px; height: ${side}px }
  </style>${svg}`);
  await page.screenshot({ path, omitBackground: true });
}

/** The drawing without what it stands on. */
function shapeOf(svg: string): string {
  return svg.replace(/<rect[^>]*>/, "");
}
