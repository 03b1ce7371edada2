import unhomoglyph from "unhomoglyph";

/**
 * What is left of a name when everything is taken away that an eye can overlook: case, white space, invisible characters, the script of a
 * letter. Names with the same skeleton can be taken for each other (UTS #39, section 4; its table is in the library).
 *
 * `name` is in NFKC, as `parseName` gives it.
 */
export function skeletonOf(name: string): string {
  const visible = name.normalize("NFD").replace(/\p{DI}/gu, "");
  // The table tells capitals and small letters apart, so it is asked before and after these are folded.
  const folded = unhomoglyph(unhomoglyph(visible).toLowerCase());
  return folded.normalize("NFD")
    // It has a capital "I" for an "l"; with cases folded, "i" is in the same boat.
    .replaceAll("i", "l")
    .replace(/\s+/gu, " ").trim();
}
