/** Building and developing a Fresh project (`fresh/dev`). */
export { Builder, type BuildOptions } from "./builder.ts";
export type { BuilderOptions, SourceMapOptions } from "./project.ts";
