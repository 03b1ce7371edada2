import { join, relative } from "node:path";
import type { FileEntry } from "../snapshot.ts";
import { contentType } from "../static/content_type.ts";
import { withAssetUrls } from "../static/css.ts";
import { crawl } from "./crawl.ts";
import type { Project } from "./project.ts";

/**
 * The files of `static/`. Style sheets are kept in memory with the build id in their URLs; the others stay where they
 * are, and are named by their path relative to the project's root.
 *
 * @param hashAll Whether files that stay as they are get a hash too, for which they have to be read.
 */
export async function staticEntries(
  project: Project,
  id: string,
  hashAll: boolean,
): Promise<FileEntry[]> {
  const found = new Map<string, FileEntry>();
  for (const dir of project.staticDirs) {
    for (const path of (await crawl(dir)).filter(isPublic)) {
      if (found.has(path)) continue;
      found.set(
        path,
        await entry(path, join(dir, path), { root: project.root, id, hashAll }),
      );
    }
  }
  return [...found.values()];
}

/** Names that start with a dot are for tools and editors, except for the one that the web gave a meaning (RFC 8615). */
function isPublic(path: string): boolean {
  return !path.split("/").some((segment) =>
    segment.startsWith(".") && segment !== ".well-known"
  );
}

interface EntryOptions {
  root: string;
  id: string;
  hashAll: boolean;
}

async function entry(
  path: string,
  file: string,
  { root, id, hashAll }: EntryOptions,
): Promise<FileEntry> {
  const common = {
    path: `/${path}`,
    contentType: contentType(path),
    immutable: false,
  };
  if (path.endsWith(".css")) {
    const content = new TextEncoder().encode(
      withAssetUrls(await Deno.readTextFile(file), id),
    );
    return { ...common, content, hash: await sha256(content) };
  }
  const hash = hashAll ? await sha256(await Deno.readFile(file)) : null;
  return {
    ...common,
    content: relative(root, file).replaceAll("\\", "/"),
    hash,
  };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
