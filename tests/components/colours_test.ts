/** The colours for people can be read, in light and in dark (WCAG 2.2, 1.4.3: 4.5 to 1). */
import { assert } from "@std/assert";

const CSS = new URL("../../static/css/", import.meta.url);
const LEAST_CONTRAST = 4.5;

type Rgb = [red: number, green: number, blue: number];

const tokens = await Deno.readTextFile(new URL("tokens.css", CSS));
const controls = await Deno.readTextFile(new URL("controls.css", CSS));
const [, light = "", dark = ""] = tokens.split(":root {");
const hues = [...controls.matchAll(/--hue: (\d+)/g)].map(([, hue]) =>
  Number(hue)
);

/** The numbers of a raw token: lightness from 0 to 1, chroma and, if there is one, hue. */
function numbers(scheme: string, name: string): number[] {
  const text = scheme.match(new RegExp(`--${name}: ([^;]+);`))?.[1] ?? "";
  const [lightness = NaN, ...rest] = text.replace("%", "").split(" ").map(
    Number,
  );
  return [lightness / 100, ...rest];
}

/** Linear sRGB, clipped to what a screen can show (CSS Color 4, section 10). */
function rgb([lightness = NaN, chroma = NaN, hue = NaN]: number[]): Rgb {
  const angle = hue * Math.PI / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (part: number) => Math.min(1, Math.max(0, part));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function contrast(one: number[], other: number[]): number {
  const [darker = NaN, lighter = NaN] = [one, other].map((colour) => {
    const [red, green, blue] = rgb(colour);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

for (const [name, scheme] of [["light", light], ["dark", dark]] as const) {
  Deno.test(`every colour for people can be read in the ${name} scheme`, () => {
    assert(hues.length > 0);
    for (const hue of hues) {
      const person = [...numbers(scheme, "lc-person"), hue];
      const grounds = {
        avatar: [...numbers(scheme, "lc-person-tint"), hue],
        paper: numbers(scheme, "lch-paper"),
        canvas: numbers(scheme, "lch-canvas"),
        raised: numbers(scheme, "lch-raised"),
        hover: numbers(scheme, "lch-tint"),
      };
      for (const [ground, colour] of Object.entries(grounds)) {
        const ratio = contrast(person, colour);
        assert(ratio >= LEAST_CONTRAST, `${hue} on ${ground}: ${ratio}`);
      }
    }
  });
}
