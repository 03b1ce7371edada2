import type { Context } from "../context.ts";
import type { Middleware } from "../types.ts";

/** A middleware, or a function whose promise gives one. */
export type MaybeLazyMiddleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response | Middleware<State>>;

/** Calls what a lazy middleware gives, and keeps it for later requests. */
export function settled<State>(
  middleware: MaybeLazyMiddleware<State>,
): Middleware<State> {
  let current = middleware;
  return async function settledMiddleware(ctx) {
    const result = await current(ctx);
    if (typeof result !== "function") return result;
    current = result;
    return await result(ctx);
  };
}

/** Calls `load` once; a failed load is tried again by the next caller. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
