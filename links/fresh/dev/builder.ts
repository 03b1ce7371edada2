import type { Build } from "../build.ts";
import type { RequestHandler } from "../request_handler.ts";
import { applyBuild, buildFrom } from "../snapshot.ts";
import type { ListenOptions } from "../types.ts";
import { newBuildId } from "./build_id.ts";
import { developmentHandler } from "./development.ts";
import { writeBuild } from "./disk.ts";
import { makeParts, type Parts } from "./parts.ts";
import {
  absolute,
  type BuilderOptions,
  type Project,
  projectOf,
} from "./project.ts";
import { listen } from "../listen.ts";

/** How to build. */
export interface BuildOptions {
  /** Defaults to `"production"`. */
  mode?: Build["mode"];
  /** Whether the output is written to `outDir` or only kept, for tests. Defaults to `"disk"`. */
  snapshot?: "disk" | "memory";
}

/** An app, as far as a builder needs to know it. */
export interface BuildableApp {
  handler(): RequestHandler;
}

/** Gives the app, or the module that exports it as `app`. */
export type ImportApp = () => Promise<BuildableApp | { app: BuildableApp }>;

/**
 * Builds a project, and runs it while it is developed.
 *
 * @example
 * ```ts
 * const builder = new Builder();
 * if (Deno.args.includes("build")) await builder.build();
 * else await builder.listen(() => import("./main.ts"));
 * ```
 */
export class Builder {
  readonly #project: Project;
  readonly #islands: string[] = [];

  constructor(options: BuilderOptions = {}) {
    this.#project = projectOf(options);
  }

  /** Makes the exported functions of one more module islands. */
  registerIsland(file: string | URL): void {
    this.#islands.push(absolute(this.#project.root, String(file)));
  }

  /** Builds once. The result makes an app run with the build; it has to be called before `app.handler()`. */
  async build(
    { mode = "production", snapshot = "disk" }: BuildOptions = {},
  ): Promise<(app: object) => void> {
    const parts = await this.#parts(mode, { hashAll: snapshot === "disk" });
    if (snapshot === "disk") await writeBuild(parts, this.#project);
    return this.#applying(parts);
  }

  /** Runs the app for development: pages reload when the server was restarted. Nothing is written. */
  async listen(
    importApp: ImportApp,
    options: ListenOptions = {},
  ): Promise<void> {
    const parts = await this.#parts("development", { hashAll: false });
    const imported = await importApp();
    const app = "app" in imported ? imported.app : imported;
    this.#applying(parts)(app);
    await listen(developmentHandler(app.handler(), this.#project), options)
      .finished;
  }

  async #parts(
    mode: Build["mode"],
    { hashAll }: { hashAll: boolean },
  ): Promise<Parts> {
    const id = await newBuildId();
    return await makeParts(this.#project, this.#islands, { id, mode, hashAll });
  }

  #applying({ snapshot }: Parts): (app: object) => void {
    const build = buildFrom(snapshot, this.#project.root);
    return (app) => applyBuild(app, build);
  }
}
