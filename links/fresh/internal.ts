/** What the files that a build generates import (`fresh/internal`). */
import { fileURLToPath } from "node:url";
import { applyBuild, buildFrom, type Snapshot } from "./snapshot.ts";

export type { Snapshot };

/** Makes `app` run with the build that `snapshot` describes; `root` is the project's folder as a file URL. */
export function applySnapshot(
  app: object,
  snapshot: Snapshot,
  root: URL,
): void {
  applyBuild(app, buildFrom(snapshot, fileURLToPath(root)));
}
