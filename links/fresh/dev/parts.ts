import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Build } from "../build.ts";
import { islandExports, type Snapshot } from "../snapshot.ts";
import { bundleChunks, type Chunks, type IslandSource } from "./chunks.ts";
import type { Project } from "./project.ts";
import { findSources } from "./sources.ts";
import { staticEntries } from "./static.ts";

/** A finished build, with the files it came from. */
export interface Parts {
  readonly snapshot: Snapshot;
  /** Absolute paths of the island modules, in the order of `snapshot.islands`. */
  readonly islandFiles: readonly string[];
}

/** What to make. */
export interface PartsOptions {
  readonly id: string;
  readonly mode: Build["mode"];
  /** Whether all static files get a hash. */
  readonly hashAll: boolean;
}

/** Finds, loads and bundles everything a build consists of. */
export async function makeParts(
  project: Project,
  registeredIslands: readonly string[],
  { id, mode, hashAll }: PartsOptions,
): Promise<Parts> {
  const sources = await findSources(project);
  const islands = await loadIslands([
    ...new Set([...sources.islands, ...registeredIslands]),
  ]);
  const chunks = await chunksFor(islands, project, { id, mode });
  const routes = sources.routes.map((path) => ({
    path,
    load: () => load(join(project.routeDir, path)),
  }));
  const files = [...await staticEntries(project, id, hashAll), ...chunks.files];
  return {
    snapshot: {
      id,
      mode,
      runtime: chunks.runtime,
      routes,
      islands: chunks.islands,
      files,
    },
    islandFiles: islands.map(({ file }) => file),
  };
}

/** Loads the modules in order to see which of their exports are islands. */
async function loadIslands(files: readonly string[]): Promise<IslandSource[]> {
  const loaded = await Promise.all(
    files.map(async (file) => ({ file, exports: await load(file) })),
  );
  return loaded.filter(({ exports }) => islandExports(exports).length > 0);
}

async function chunksFor(
  islands: readonly IslandSource[],
  project: Project,
  { id, mode }: Pick<PartsOptions, "id" | "mode">,
): Promise<Chunks> {
  const reload = mode === "development";
  if (islands.length === 0 && !reload) {
    return { runtime: "", islands: [], files: [] };
  }
  const sourcemap = project.sourceMap?.kind;
  return await bundleChunks(islands, {
    base: `/_fresh/js/${id}`,
    minify: !reload,
    reload,
    sourcemap,
  });
}

function load(file: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(file).href);
}
