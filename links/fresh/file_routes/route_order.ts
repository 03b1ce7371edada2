const SPECIAL = [
  "_app",
  "_middleware",
  "_404",
  "_layout",
  "_error",
  "_500",
  "index",
];

/**
 * The order in which route files are registered: what surrounds a folder's routes first, then those URLs that say more
 * before those that would match as well.
 */
export function compareRouteFiles(a: string, b: string): number {
  const left = segmentsOf(a);
  const right = segmentsOf(b);
  for (const [index, segment] of left.entries()) {
    const other = right[index];
    if (other === undefined) return -1;
    if (segment !== other) return compareSegments(segment, other);
  }
  return right.length - left.length;
}

function segmentsOf(path: string): string[] {
  return path.replace(/\.[^./]+$/, "").split("/");
}

function compareSegments(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : 1);
}

function rankOf(segment: string): number {
  const special = SPECIAL.indexOf(segment);
  if (special >= 0) return special;
  if (segment.startsWith("(")) return SPECIAL.length + 3;
  if (segment.startsWith("[...")) return SPECIAL.length + 2;
  return SPECIAL.length + (segment.includes("[") ? 1 : 0);
}
