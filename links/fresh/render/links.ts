import type { VNode } from "preact";

/** Marks a link to the current page, or to one above it, for assistive technology and for CSS. */
export function markCurrentLink({ type, props }: VNode, current: URL): void {
  if (type !== "a" || "aria-current" in props || !("href" in props)) return;
  const relation = relationOf(props.href, current);
  if (relation === "same") {
    Object.assign(props, { "aria-current": "page", "data-current": "true" });
  }
  if (relation === "above") {
    Object.assign(props, { "aria-current": "true", "data-ancestor": "true" });
  }
}

function relationOf(href: unknown, current: URL): "same" | "above" | null {
  if (typeof href !== "string" || !isRootRelative(href)) return null;
  const target = new URL(href, current);
  const [wanted, here] = [
    withoutSlash(target.pathname),
    withoutSlash(current.pathname),
  ];
  if (wanted === here) {
    return target.search && target.search !== current.search ? "above" : "same";
  }
  return here.startsWith(wanted + "/") ? "above" : null;
}

/** `//host/…` names another site, and `/\` is read as `//`; neither is a path of this one. */
function isRootRelative(href: string): boolean {
  return /^\/(?![/\\])/.test(href) && URL.canParse(href, "http://localhost");
}

function withoutSlash(pathname: string): string {
  return pathname.replace(/\/$/, "");
}
