/** What a file under `routes/` is for. */
export type RouteFileKind =
  | "app"
  | "middleware"
  | "notFound"
  | "layout"
  | "error"
  | "route";

const KINDS: ReadonlyMap<string, RouteFileKind> = new Map([
  ["_app", "app"],
  ["_middleware", "middleware"],
  ["_404", "notFound"],
  ["_layout", "layout"],
  ["_error", "error"],
  ["_500", "error"],
]);

/** What the path of a route file says. */
export interface RouteFileName {
  readonly kind: RouteFileKind;
  /** The segments that the file is bound to: those of its folder, groups included. */
  readonly place: string;
  /** The URL pattern of a route. */
  readonly pattern: string;
}

/**
 * Reads a path such as `"rooms/[room]/ws.ts"`.
 *
 * @throws {SyntaxError} if URLs could not be told apart by such a name
 */
export function parseRouteFileName(path: string): RouteFileName {
  const [base = "", ...folders] = path.replace(/\.[^./]+$/, "").split("/")
    .reverse();
  const place = folders.reverse().map(segmentPattern);
  const own = base === "index" ? [] : [segmentPattern(base)];
  const visible = [...place, ...own].filter((segment) => !isGroup(segment));
  return {
    kind: KINDS.get(base) ?? "route",
    place: "/" + place.join("/"),
    pattern: "/" + visible.join("/"),
  };
}

/** `(name)`: a folder for layouts and middlewares that is not part of URLs. */
function isGroup(segment: string): boolean {
  return /^\(.*\)$/.test(segment);
}

function segmentPattern(name: string): string {
  if (name.includes("[[")) {
    throw new SyntaxError(
      `Cannot route '${name}': optional segments are not supported`,
    );
  }
  if (name.includes("][")) {
    throw new SyntaxError(
      `Cannot route '${name}': put text between the parameters`,
    );
  }
  return name.replace(/\[\.\.\.([^\]]+)\]/g, ":$1*").replace(
    /\[([^\]]+)\]/g,
    ":$1",
  );
}
