/** The text of the modules in the output folder. Their paths are relative, so that the project may be moved. */
import { join, relative } from "node:path";
import type { Snapshot } from "../snapshot.ts";
import type { Project } from "./project.ts";

const NOTICE = "// Written by a build; do not edit.\n";

/** What a build has found: islands are loaded at once, because rendering recognises them; routes when needed. */
export function snapshotSource(
  snapshot: Snapshot,
  islandFiles: readonly string[],
  project: Project,
): string {
  const imports = islandFiles.map((file, i) =>
    `import * as island${i} from ${specifier(project, file)};\n`
  );
  const islands = snapshot.islands.map(({ name, url }, i) => {
    return `{ name: ${JSON.stringify(name)}, url: ${
      JSON.stringify(url)
    }, exports: island${i} }`;
  });
  const routes = snapshot.routes.map(({ path }) => {
    const file = join(project.routeDir, path);
    return `{ path: ${JSON.stringify(path)}, load: () => import(${
      specifier(project, file)
    }) }`;
  });
  const { id, mode, runtime, files } = snapshot;
  return `${NOTICE}${imports.join("")}
export const snapshot = {
  id: ${JSON.stringify(id)},
  mode: ${JSON.stringify(mode)},
  runtime: ${JSON.stringify(runtime)},
  islands: [${lines(islands)}],
  routes: [${lines(routes)}],
  files: [${lines(files.map((file) => JSON.stringify(file)))}],
};
`;
}

/** The module for `deno serve`. */
export function serverSource(project: Project): string {
  const root = JSON.stringify(relativePath(project.outDir, project.root) + "/");
  return `${NOTICE}import { applySnapshot } from "fresh/internal";
import { snapshot } from "./snapshot.js";
import { app } from ${specifier(project, project.serverEntry)};

applySnapshot(app, snapshot, new URL(${root}, import.meta.url));

export default { fetch: app.handler() };
`;
}

/** The module for \`deno run\` and \`deno compile\`, which takes its address from the environment. */
export function compiledEntrySource(): string {
  return `${NOTICE}import server from "./server.js";

const port = Number(Deno.env.get("PORT") || 8000);
const hostname = Deno.env.get("HOSTNAME") || "0.0.0.0";
Deno.serve({ port, hostname }, server.fetch);
`;
}

function lines(items: readonly string[]): string {
  return items.map((item) => `\n    ${item},`).join("") +
    (items.length > 0 ? "\n  " : "");
}

function specifier({ outDir }: Project, file: string): string {
  return JSON.stringify(relativePath(outDir, file));
}

function relativePath(from: string, to: string): string {
  const path = relative(from, to).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}
