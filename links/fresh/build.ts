/**
 * What a build knows about a project, and which app runs with which build. The Builder and the generated `server.js`
 * write it; routing, rendering and static files read it.
 */

/** What a build knows; applied to an App by the Builder or by the generated `server.js`. */
export interface Build {
  /** Build id. */
  readonly id: string;
  /** Project root, absolute path. */
  readonly root: string;
  readonly mode: "development" | "production";
  /** Route files with a lazy loader each, in no particular order. */
  readonly routes: readonly RouteFile[];
  /** Island components (functions) → how the browser finds them. */
  readonly islands: ReadonlyMap<unknown, IslandReference>;
  /** URL path of the browser runtime chunk. */
  readonly runtime: string;
  /** A static file by its decoded URL path (`"/style.css"`), or undefined. */
  staticFile(path: string): StaticFile | undefined;
}

/** One module under `routes/`; `path` is relative to that folder, such as `"rooms/[room].tsx"`. */
export interface RouteFile {
  readonly path: string;
  load(): Promise<Record<string, unknown>>;
}

/** Where the browser finds an island: the chunk's URL path and the export inside it. */
export interface IslandReference {
  readonly name: string;
  readonly exportName: string;
  readonly url: string;
}

/** One file that `staticFiles()` can send. */
export interface StaticFile {
  readonly contentType: string;
  readonly hash: string | null;
  readonly immutable: boolean;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Apps do not expose their build, so it is kept beside them. */
const builds = new WeakMap<object, Build>();

/** Makes `app` run with `build`. */
export function setBuild(app: object, build: Build): void {
  builds.set(app, build);
}

/** The build `app` runs with, or undefined if none was applied. */
export function buildOf(app: object): Build | undefined {
  return builds.get(app);
}
