import type { Layout } from "../pages/surroundings.ts";
import type { Middleware, Route } from "../types.ts";

/**
 * A place in the tree of path segments, which holds what is bound to a path.
 * Segments are compared as text, parameters too: `:room` and `:id` are
 * different places.
 */
export class Segment<State> {
  readonly middlewares: Middleware<State>[] = [];
  /** Gives the layout, if the segment has one. */
  layout?: () => Promise<Layout<State>>;
  /** Gives the error page, if the segment has one. */
  errorPage?: () => Promise<Route<State>>;
  readonly #children = new Map<string, Segment<State>>();

  /** The segment of `path` below this one; makes those that are missing. */
  at(path: string): Segment<State> {
    return this.trail(path).at(-1) ?? this;
  }

  /** The segments on the way to `path`: this one first, the path's own last. */
  trail(path: string): Segment<State>[] {
    return this.#trail(segmentNames(path));
  }

  #trail([name, ...rest]: string[]): Segment<State>[] {
    return name === undefined
      ? [this]
      : [this, ...this.#child(name).#trail(rest)];
  }

  #child(name: string): Segment<State> {
    const child = this.#children.get(name) ?? new Segment<State>();
    this.#children.set(name, child);
    return child;
  }
}

/** `"*"` is the root, as `"/"` is. Optional groups are no places of their own. */
function segmentNames(path: string): string[] {
  if (path === "*") return [];
  return path.replace(/\{[^}]*\}\?/g, "").split("/").filter((name) =>
    name !== ""
  );
}
