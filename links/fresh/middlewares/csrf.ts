import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import type { Middleware } from "../types.ts";

export interface CsrfOptions<State = unknown> {
  /** Origins to accept in place of the app's own. */
  origin?:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => boolean);
}

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses requests that change something when a page of another origin made the browser send them. `Sec-Fetch-Site` is
 * set by the browser alone; `Origin` serves older ones. A request with neither comes from no browser. WebSocket upgrades
 * are GET requests and pass.
 */
export function csrf<State>(
  { origin: allowed }: CsrfOptions<State> = {},
): Middleware<State> {
  return async function csrfMiddleware(ctx) {
    if (!SAFE_METHODS.has(ctx.req.method) && !isTrusted(ctx)) {
      throw new HttpError(403);
    }
    return await ctx.next();
  };

  function isTrusted(ctx: Context<State>): boolean {
    const site = ctx.req.headers.get("sec-fetch-site");
    if (site === "same-origin" || site === "none") return true;
    const origin = ctx.req.headers.get("origin");
    return origin === null ? site === null : isAllowed(origin, ctx);
  }

  function isAllowed(origin: string, ctx: Context<State>): boolean {
    if (typeof allowed === "function") return allowed(origin, ctx);
    return [allowed ?? ctx.url.origin].flat().includes(origin);
  }
}
