/**
 * The browser half of a project: one chunk for Fresh's own runtime, one for each island module, and what they share
 * (Preact above all) in chunks that the bundler splits off, so that a page has it once.
 */
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { islandExports } from "../snapshot.ts";
import type { FileEntry, IslandModule } from "../snapshot.ts";
import { bundle, type BundleOptions } from "./bundle.ts";

/** An island module that is to be bundled. */
export interface IslandSource {
  /** Absolute path. */
  readonly file: string;
  /** The loaded module. */
  readonly exports: Record<string, unknown>;
}

/** How to bundle. */
export interface ChunkOptions extends BundleOptions {
  /** Whether pages reload when the server does. */
  readonly reload: boolean;
}

/** What the bundler has made. */
export interface Chunks {
  readonly runtime: string;
  readonly islands: IslandModule[];
  readonly files: FileEntry[];
}

const RUNTIME = "fresh_runtime";

/**
 * Bundles the runtime and the islands.
 *
 * @throws {Error} if an island cannot be bundled; the message has the bundler's own
 */
export async function bundleChunks(
  sources: readonly IslandSource[],
  options: ChunkOptions,
): Promise<Chunks> {
  const names = chunkNames(sources.map(({ file }) => file));
  const entries = new Map([[RUNTIME, runtimeEntry(options.reload)]]);
  sources.forEach((source, i) =>
    entries.set(names[i] ?? "", islandEntry(source))
  );
  const islands = sources.map(({ exports }, i) => {
    return {
      exports,
      name: names[i] ?? "",
      url: `${options.base}/${names[i]}.js`,
    };
  });
  return {
    runtime: `${options.base}/${RUNTIME}.js`,
    islands,
    files: await bundle(entries, options),
  };
}

/** File names without extension; where two are equal, `_1` and so on tells them apart. */
function chunkNames(files: readonly string[]): string[] {
  const taken = new Set([RUNTIME]);
  return files.map((file) => {
    const base = basename(file).replace(/\.[^.]+$/, "").replace(/[^\w-]/g, "_");
    let name = base;
    for (let n = 1; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    return name;
  });
}

function islandEntry({ file, exports }: IslandSource): string {
  return `export { ${islandExports(exports).join(", ")} } from ${
    JSON.stringify(pathToFileURL(file).href)
  };`;
}

function runtimeEntry(reload: boolean): string {
  const boot = `export { boot } from ${
    JSON.stringify(import.meta.resolve("../client/boot.ts"))
  };`;
  return reload
    ? `${boot}\nimport ${
      JSON.stringify(import.meta.resolve("../client/reload.ts"))
    };`
    : boot;
}
