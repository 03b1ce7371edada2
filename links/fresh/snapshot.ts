import { resolve } from "node:path";
import {
  type Build,
  type IslandReference,
  type RouteFile,
  setBuild,
  type StaticFile,
} from "./build.ts";
import { setBuildId } from "./runtime/build_id.ts";

/** What a build has found and made, in the form in which `_fresh/snapshot.js` holds it. */
export interface Snapshot {
  readonly id: string;
  readonly mode: Build["mode"];
  /** URL path of the browser runtime chunk. */
  readonly runtime: string;
  readonly routes: readonly RouteFile[];
  readonly islands: readonly IslandModule[];
  readonly files: readonly FileEntry[];
}

/** A module whose exported functions are islands. */
export interface IslandModule {
  /** The loaded module. */
  readonly exports: Record<string, unknown>;
  readonly name: string;
  /** URL path of the module's chunk. */
  readonly url: string;
}

/** A file that can be sent, either kept in memory or at a path relative to the project's root. */
export interface FileEntry
  extends Pick<StaticFile, "contentType" | "hash" | "immutable"> {
  /** Decoded URL path. */
  readonly path: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/** The build that a snapshot describes, for the project in the folder `root`. */
export function buildFrom(snapshot: Snapshot, root: string): Build {
  const files = new Map(
    snapshot.files.map((entry) => [entry.path, staticFile(entry, root)]),
  );
  const { id, mode, runtime, routes } = snapshot;
  const islands = new Map(snapshot.islands.flatMap(references));
  return {
    id,
    root,
    mode,
    runtime,
    routes,
    islands,
    staticFile: (path) => files.get(path),
  };
}

/** Makes `app` run with `build`, whose id `asset()` uses from now on. */
export function applyBuild(app: object, build: Build): void {
  setBuild(app, build);
  setBuildId(build.id);
}

/** Names of the exports that are islands: the functions. */
export function islandExports(exports: Record<string, unknown>): string[] {
  return Object.keys(exports).filter((name) =>
    typeof exports[name] === "function"
  );
}

function references(
  { exports, name, url }: IslandModule,
): [unknown, IslandReference][] {
  return islandExports(exports).map((exportName) => {
    return [exports[exportName], {
      name: exportName === "default" ? name : exportName,
      exportName,
      url,
    }];
  });
}

function staticFile(
  { contentType, hash, immutable, content }: FileEntry,
  root: string,
): StaticFile {
  const read = typeof content === "string"
    ? () => Deno.readFile(resolve(root, content))
    : () => Promise.resolve(content);
  return { contentType, hash, immutable, read };
}
