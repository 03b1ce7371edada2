import { type Build, buildOf, type StaticFile } from "./build.ts";
import type { Context } from "./context.ts";
import { CACHE_KEY } from "./runtime/asset.ts";
import { filePath } from "./static/file_path.ts";
import type { Middleware } from "./types.ts";

const ONE_YEAR = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

/**
 * Serves the files of the project's `static/` folder and the browser half of the islands. Without a build, and for
 * paths that are no file, the next middleware answers.
 *
 * @example new App().use(staticFiles()).fsRoutes()
 */
export function staticFiles<State>(): Middleware<State> {
  return function staticFiles(ctx) {
    const build = buildOf(ctx);
    const path = filePath(ctx.url.pathname, ctx.config.basePath);
    if (!build || path === null) return ctx.next();
    const file = build.staticFile(path);
    if (file) return answer(file, build, ctx);
    return path === "/favicon.ico"
      ? new Response(null, { status: 404 })
      : ctx.next();
  };
}

function answer<State>(
  file: StaticFile,
  build: Build,
  { req, url }: Context<State>,
): Response | Promise<Response> {
  if (req.method !== "GET" && req.method !== "HEAD") {
    return new Response("Method Not Allowed", { status: 405 });
  }
  const wanted = url.searchParams.get(CACHE_KEY);
  if (wanted !== null && wanted !== build.id) return withoutCacheKey(url);
  const production = build.mode === "production";
  const etag = production && file.hash !== null ? `W/"${file.hash}"` : null;
  if (
    etag !== null &&
    [etag, file.hash].includes(req.headers.get("if-none-match"))
  ) return notModified(file);
  const lasting = production && (wanted !== null || file.immutable);
  return content(file, etag, lasting ? ONE_YEAR : NEVER, req.method === "HEAD");
}

/** The page was written by another build, whose answer a cache must not keep under this URL. */
function withoutCacheKey(url: URL): Response {
  const target = new URL(url);
  target.searchParams.delete(CACHE_KEY);
  return new Response(null, {
    status: 307,
    headers: { location: target.pathname + target.search },
  });
}

function notModified(file: StaticFile): Response {
  return new Response(null, {
    status: 304,
    headers: { "content-type": file.contentType, vary: "If-None-Match" },
  });
}

async function content(
  file: StaticFile,
  etag: string | null,
  caching: string,
  head: boolean,
): Promise<Response> {
  const bytes = await file.read();
  const headers = new Headers({
    "content-type": file.contentType,
    "content-length": String(bytes.byteLength),
    vary: "If-None-Match",
    "cache-control": caching,
  });
  if (etag !== null) headers.set("etag", etag);
  return new Response(head ? null : bytes, { headers });
}
