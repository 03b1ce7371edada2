import { join } from "node:path";

/** Paths of all files below the folder `dir`, relative to it, with `/` between segments, in alphabetical order. */
export async function crawl(dir: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entriesOf(dir)) {
    if (!entry.isDirectory) found.push(entry.name);
    else {for (const path of await crawl(join(dir, entry.name))) {
        found.push(`${entry.name}/${path}`);
      }}
  }
  return found.sort();
}

/** A project need not have each of the folders. */
async function entriesOf(dir: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(dir));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
