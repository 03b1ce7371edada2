import type { Method } from "../types.ts";

/** What is registered under one pattern. */
interface Entry<Target> {
  readonly pattern: string;
  readonly targets: Map<Method, Target>;
}

interface DynamicEntry<Target> extends Entry<Target> {
  readonly matcher: URLPattern;
  /** What every path begins with that it can match: to compare that takes a fraction of the time. */
  readonly start: string;
}

/** The pattern that decides about a path, with its decoded parameters. */
export interface Match<Target> {
  readonly pattern: string;
  readonly params: Record<string, string>;
  /** In order of registration. */
  readonly targets: ReadonlyMap<Method, Target>;
}

/** Finds what is registered for a path. */
export class Router<Target> {
  readonly #static = new Map<string, Entry<Target>>();
  readonly #dynamic = new Map<string, DynamicEntry<Target>>();

  /** The first registration of a method under the same pattern text stays. */
  add(methods: readonly Method[], pattern: string, target: Target): void {
    const { targets } = isDynamic(pattern)
      ? this.#dynamicEntry(pattern)
      : this.#staticEntry(pattern);
    for (const method of methods) {
      if (!targets.has(method)) targets.set(method, target);
    }
  }

  /**
   * A static pattern beats all dynamic ones, among which the first that matches decides; whether it has the method makes
   * no difference.
   *
   * @throws {URIError} if a parameter has a malformed escape
   */
  match(path: string): Match<Target> | undefined {
    const entry = this.#static.get(path) ??
      this.#static.get(withSlashToggled(path));
    return entry ? { ...entry, params: noParams() } : this.#matchDynamic(path);
  }

  #matchDynamic(path: string): Match<Target> | undefined {
    for (const { pattern, matcher, start, targets } of this.#dynamic.values()) {
      if (!path.startsWith(start)) continue;
      const groups = matcher.exec({ pathname: path })?.pathname.groups;
      if (groups) return { pattern, targets, params: decodedParams(groups) };
    }
  }

  #staticEntry(pattern: string): Entry<Target> {
    const entry = this.#static.get(pattern) ?? { pattern, targets: new Map() };
    this.#static.set(pattern, entry);
    return entry;
  }

  #dynamicEntry(text: string): DynamicEntry<Target> {
    const known = this.#dynamic.get(text);
    if (known) return known;
    const matcher = new URLPattern({ pathname: text });
    const { pathname: pattern } = matcher;
    const start = literalStart(pattern);
    const entry = { pattern, matcher, start, targets: new Map() };
    this.#dynamic.set(text, entry);
    return entry;
  }
}

function isDynamic(pattern: string): boolean {
  return /[*:{}+?()]/.test(pattern);
}

/** The slash before an optional parameter may be missing, too. */
function literalStart(pattern: string): string {
  const [literal = ""] = pattern.split(/[*:{}+?()\\]/, 1);
  return literal === pattern
    ? pattern
    : literal.slice(0, literal.lastIndexOf("/"));
}

function withSlashToggled(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path + "/";
}

/** Without a prototype: the names are the client's to choose from a pattern's point of view. */
function noParams(): Record<string, string> {
  return Object.create(null);
}

/** `decodeURI` leaves the escapes of `; / ? : @ & = + $ , #`. */
function decodedParams(
  groups: Record<string, string | undefined>,
): Record<string, string> {
  const params = noParams();
  for (const [name, value] of Object.entries(groups)) {
    params[name] = decodeURI(value ?? "");
  }
  return params;
}
