import { BoundedMap } from "@/chat/bounded_map.ts";
import type { Author } from "@/chat/protocol.ts";

/** The colours for people, in the order of `static/css/controls.css`. */
export const HUE_NAMES = [
  "Red",
  "Orange",
  "Amber",
  "Olive",
  "Green",
  "Jade",
  "Teal",
  "Sky",
  "Blue",
  "Violet",
  "Purple",
  "Pink",
] as const;

/** A person's colour: the one that they have chosen, or else one that follows from the id, so that everyone sees the same. */
export function hueOf({ id, hue }: Author): number {
  return hue ?? fnv1a(id) % HUE_NAMES.length;
}

/** A person's colour, as a class. */
export function hueClass(person: Author): string {
  return `hue-${hueOf(person)}`;
}

/** FNV-1a, 32 bits: spreads ids that differ in one character over all colours. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Names whose initials are remembered: to split a name into what its reader sees as characters takes long. */
const NAMES = 1_000;
const known = new BoundedMap<string, string>(NAMES);

/** At most two characters for the name, as its reader sees characters: the first of the first and of the last word. */
export function initials(name: string): string {
  return known.ensure(name, initialsOf);
}

function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => word !== "");
  const [first = "?"] = words;
  const last = words.length > 1 ? words.at(-1) ?? "" : "";
  return (firstGrapheme(first) + firstGrapheme(last)).toUpperCase();
}

function firstGrapheme(word: string): string {
  const [first] = graphemes.segment(word);
  return first?.segment ?? "";
}
