import { dirname, join, relative } from "node:path";
import type { FileEntry, Snapshot } from "../snapshot.ts";
import {
  compiledEntrySource,
  serverSource,
  snapshotSource,
} from "./generated.ts";
import type { Parts } from "./parts.ts";
import type { Project } from "./project.ts";

/** Writes a build into the project's output folder, in the place of an earlier one. */
export async function writeBuild(
  { snapshot, islandFiles }: Parts,
  project: Project,
): Promise<void> {
  await removeFolder(project.outDir);
  await Deno.mkdir(project.outDir, { recursive: true });
  const files = await Promise.all(
    snapshot.files.map((file) => written(file, project)),
  );
  const onDisk: Snapshot = { ...snapshot, files };
  const sources = {
    "snapshot.js": snapshotSource(onDisk, islandFiles, project),
    "server.js": serverSource(project),
    "compiled-entry.js": compiledEntrySource(),
  };
  for (const [name, text] of Object.entries(sources)) {
    await Deno.writeTextFile(join(project.outDir, name), text);
  }
}

async function removeFolder(dir: string): Promise<void> {
  try {
    await Deno.remove(dir, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Moves what a file holds in memory to the output folder. */
async function written(
  file: FileEntry,
  { root, outDir }: Project,
): Promise<FileEntry> {
  if (typeof file.content === "string") return file;
  const target = join(outDir, "static", file.path);
  await Deno.mkdir(dirname(target), { recursive: true });
  await Deno.writeFile(target, file.content);
  return { ...file, content: relative(root, target).replaceAll("\\", "/") };
}
