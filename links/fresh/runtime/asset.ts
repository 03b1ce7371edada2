import { buildId } from "./build_id.ts";

/** The query parameter that says for which build a URL was written. */
export const CACHE_KEY = "__frsh_c";

/**
 * Adds the build id to a path of this site, so that the answer may be cached for good. Relative paths, other sites and
 * paths that have the id already stay as they are.
 *
 * @example asset("/style.css") // "/style.css?__frsh_c=2fd4e1c6…"
 */
export function asset(path: string): string {
  return assetOf(path, buildId());
}

/** {@linkcode asset} for the build with this id. */
export function assetOf(path: string, id: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const [, before = "", query = "", hash = ""] =
    /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(path) ?? [];
  if (new URLSearchParams(query).has(CACHE_KEY)) return path;
  return `${before}${query ? query + "&" : "?"}${CACHE_KEY}=${id}${hash}`;
}

/** Does what {@linkcode asset} does for each entry of a `srcset`. */
export function assetSrcSet(srcset: string): string {
  return srcset.split(",").map((entry) => entry.replace(/\S+/, asset)).join(
    ",",
  );
}

/** The properties of an `<img>` or `<source>` with the build id in `src` and `srcset`. */
export function withAsset<Props extends object>(props: Props): Props {
  if ("data-fresh-disable-lock" in props) return props;
  const entries = Object.entries(props).map(([name, value]) =>
    [name, lockedAttribute(name, value)] as const
  );
  return Object.assign({}, props, Object.fromEntries(entries));
}

function lockedAttribute(name: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (name === "src") return asset(value);
  return name.toLowerCase() === "srcset" ? assetSrcSet(value) : value;
}
