import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a project keeps what; paths are relative to `root`, absolute, or file URLs. */
export interface BuilderOptions {
  /** Defaults to the current directory. */
  root?: string;
  /** The module that exports `app`. Defaults to `main.ts`. */
  serverEntry?: string;
  /** Defaults to `_fresh`. */
  outDir?: string;
  /** One folder, or several of which the first that has a file counts. Defaults to `static`. */
  staticDir?: string | string[];
  /** Defaults to `islands`. */
  islandDir?: string;
  /** Defaults to `routes`. */
  routeDir?: string;
  /** Oldest browsers to support. The bundler decides by itself. */
  target?: string | string[];
  /** Source files to leave out. Defaults to test files. */
  ignore?: RegExp[];
  sourceMap?: SourceMapOptions;
}

/** Whether and how source maps accompany the bundled scripts. */
export interface SourceMapOptions {
  kind: "linked" | "inline" | "external";
  sourceRoot?: string;
  sourcesContent?: boolean;
}

/** The options of a builder with all paths absolute. */
export interface Project {
  readonly root: string;
  readonly serverEntry: string;
  readonly outDir: string;
  readonly staticDirs: readonly string[];
  readonly islandDir: string;
  readonly routeDir: string;
  readonly ignore: readonly RegExp[];
  readonly sourceMap: SourceMapOptions | undefined;
}

const TEST_FILE = /[._]test\.(?:[tj]sx?|mts|mjs)$/;

/** Fills in the defaults. */
export function projectOf(options: BuilderOptions): Project {
  const root = absolute(Deno.cwd(), options.root ?? ".");
  return {
    root,
    serverEntry: absolute(root, options.serverEntry ?? "main.ts"),
    outDir: absolute(root, options.outDir ?? "_fresh"),
    staticDirs: [options.staticDir ?? "static"].flat().map((dir) =>
      absolute(root, dir)
    ),
    islandDir: absolute(root, options.islandDir ?? "islands"),
    routeDir: absolute(root, options.routeDir ?? "routes"),
    ignore: options.ignore ?? [TEST_FILE],
    sourceMap: options.sourceMap,
  };
}

/** An absolute path for a path relative to `root`, an absolute path, or a file URL. */
export function absolute(root: string, path: string): string {
  return path.startsWith("file:") ? fileURLToPath(path) : resolve(root, path);
}
