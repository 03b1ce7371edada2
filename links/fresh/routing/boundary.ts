import { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { composer } from "../pages/composition.ts";
import { answerRoute } from "../pages/route_answer.ts";
import type { Surroundings } from "../pages/surroundings.ts";
import type { Middleware, Route } from "../types.ts";

/** What a segment offers to what is below it. */
export interface SegmentScope<State> {
  readonly surroundings: Surroundings<State>;
  readonly errorPage?: () => Promise<Route<State>>;
  /** Gives the app's not-found page; asked for late, since it may be registered after the routes. */
  readonly notFoundPage: () => (() => Promise<Route<State>>) | undefined;
}

/**
 * Stands outside the middlewares of a segment: catches what they or anything below throws, and renders the page for it
 * inside the segment's layouts. What an error page throws goes outwards, to the next boundary.
 */
export function boundary<State>(scope: SegmentScope<State>): Middleware<State> {
  return async function segmentBoundary(ctx) {
    const outside = Context.surround(
      ctx,
      composer(ctx, scope.surroundings),
    );
    try {
      return await ctx.next();
    } catch (error) {
      return await answerWithPage(error, scope, ctx);
    } finally {
      Context.surround(ctx, outside);
    }
  };
}

async function answerWithPage<State>(
  error: unknown,
  { errorPage, notFoundPage }: SegmentScope<State>,
  ctx: Context<State>,
): Promise<Response> {
  const status = error instanceof HttpError ? error.status : 500;
  const notFound = status === 404 ? notFoundPage() : undefined;
  if (notFound) return await answerRoute(await notFound(), ctx);
  if (errorPage) return await answerRoute(await errorPage(), ctx, status);
  throw error;
}
