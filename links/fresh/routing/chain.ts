import type { Context } from "../context.ts";
import type { Middleware } from "../types.ts";

/**
 * Runs `middlewares` one inside the other, and `last` innermost. What a middleware throws becomes `ctx.error`; what
 * `last` throws does so only once it has passed through a middleware.
 */
export function runChain<State>(
  middlewares: readonly Middleware<State>[],
  ctx: Context<State>,
  last: () => Promise<Response>,
): Promise<Response> {
  return runFrom(0);

  function runFrom(index: number): Promise<Response> {
    const middleware = middlewares[index];
    ctx.next = middlewares.length > index + 1 ? () => runFrom(index + 1) : last;
    return middleware === undefined ? last() : runOne(middleware, ctx);
  }
}

async function runOne<State>(
  middleware: Middleware<State>,
  ctx: Context<State>,
): Promise<Response> {
  try {
    return await middleware(ctx);
  } catch (error) {
    ctx.error = error;
    throw error;
  }
}
