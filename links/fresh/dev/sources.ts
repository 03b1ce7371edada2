import { join } from "node:path";
import { crawl } from "./crawl.ts";
import type { Project } from "./project.ts";

const SCRIPT = /\.[tj]sx?$/;

/** A folder of this name keeps islands next to the routes that use them. */
const ISLAND_FOLDER = "(_islands)";

/** The script files of a project that a build has to know. */
export interface Sources {
  /** Relative to the folder of routes. */
  routes: string[];
  /** Absolute. */
  islands: string[];
}

/** Finds the route files, and the island files in their own folder and in those named `(_islands)`. */
export async function findSources(
  { routeDir, islandDir, ignore }: Project,
): Promise<Sources> {
  const wanted = (path: string) =>
    SCRIPT.test(path) && !ignore.some((pattern) => pattern.test(path));
  const routes = (await crawl(routeDir)).filter(wanted);
  const islands = (await crawl(islandDir)).filter(wanted);
  return {
    routes: routes.filter((path) => !isPrivate(path)),
    islands: [
      ...islands.map((path) => join(islandDir, path)),
      ...routes.filter((path) => foldersOf(path).includes(ISLAND_FOLDER)).map((
        path,
      ) => join(routeDir, path)),
    ],
  };
}

/** Files in folders such as `(_components)` are no routes. */
function isPrivate(path: string): boolean {
  return foldersOf(path).some((folder) => /^\(_.*\)$/.test(folder));
}

function foldersOf(path: string): string[] {
  return path.split("/").slice(0, -1);
}
