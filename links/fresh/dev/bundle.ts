import { join, relative } from "node:path";
import type { FileEntry } from "../snapshot.ts";
import { contentType } from "../static/content_type.ts";

/** How to bundle. */
export interface BundleOptions {
  /** URL path of the folder the chunks appear in. */
  readonly base: string;
  readonly minify: boolean;
  readonly sourcemap: "linked" | "inline" | "external" | undefined;
}

/**
 * The bundler names its output after files, and puts it where they are relative to each other. So that this says
 * nothing about the machine, each entry is a file of its own in a temporary folder.
 */
export async function bundle(
  entries: ReadonlyMap<string, string>,
  options: BundleOptions,
): Promise<FileEntry[]> {
  const dir = await Deno.makeTempDir({ prefix: "fresh_chunks_" });
  try {
    const entrypoints = await Promise.all(
      Array.from(entries, async ([name, text]) => {
        const path = join(dir, `${name}.js`);
        await Deno.writeTextFile(path, text);
        return path;
      }),
    );
    return await bundleEntries(entrypoints, dir, options);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

async function bundleEntries(
  entrypoints: string[],
  outputDir: string,
  { base, minify, sourcemap }: BundleOptions,
): Promise<FileEntry[]> {
  const result = await Deno.bundle({
    entrypoints,
    outputDir,
    minify,
    sourcemap,
    platform: "browser",
    format: "esm",
    codeSplitting: true,
    write: false,
  });
  if (!result.success) {
    throw new Error(
      `Cannot bundle the islands: ${
        result.errors.map(({ text }) => text).join("; ")
      }`,
    );
  }
  return (result.outputFiles ?? []).map(({ path, contents, hash }) => ({
    path: `${base}/${relative(outputDir, path)}`,
    contentType: contentType(path),
    hash,
    immutable: true,
    content: contents ?? new Uint8Array(),
  }));
}
