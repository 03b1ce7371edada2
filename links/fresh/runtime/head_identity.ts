import type { VNode } from "preact";

/** The elements that `<Head>` moves. */
export const HEAD_ELEMENTS: ReadonlySet<unknown> = new Set([
  "title",
  "meta",
  "link",
  "script",
  "style",
  "base",
  "noscript",
  "template",
]);

/** The attribute in which an element's `key` shows. */
export const HEAD_KEY = "data-key";

/** Two elements of one identity are one element in the document's `<head>`; the later one replaces the earlier. */
export function headIdentity({ key, type, props }: VNode): string {
  if (key != null) return `key ${key}`;
  if (type === "title") return type;
  const ignored = ["children", "nonce", varyingAttribute(type)];
  const fixed = Object.entries(props).filter(([name]) =>
    !ignored.includes(name)
  );
  return JSON.stringify([type, ...fixed.sort()]);
}

/** The attribute in which two elements may differ and still be the same. */
export function varyingAttribute(type: unknown): string {
  return type === "meta" ? "content" : type === "link" ? "href" : "";
}
