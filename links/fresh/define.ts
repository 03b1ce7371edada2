import type {
  Middleware,
  PageComponent,
  RouteData,
  RouteHandler,
} from "./types.ts";

/** Identity functions that give handlers, components and middlewares their types. */
export interface Define<State> {
  handlers<
    Data,
    Handler extends RouteHandler<Data, State> = RouteHandler<Data, State>,
  >(
    handler: Handler,
  ): Handler;
  page<Handler = never>(
    component: PageComponent<
      [Handler] extends [never] ? unknown : RouteData<Handler>,
      State
    >,
  ): typeof component;
  layout(component: PageComponent<unknown, State>): typeof component;
  middleware<M extends Middleware<State> | Middleware<State>[]>(
    middleware: M,
  ): M;
}

/**
 * Helpers for modules of an app whose `ctx.state` is a `State`.
 *
 * @example
 * ```ts
 * const define = createDefine<{ user: string }>();
 * const handler = define.handlers({ GET: (ctx) => ctx.text(ctx.state.user) });
 * ```
 */
export function createDefine<State>(): Define<State> {
  return {
    handlers: identity,
    page: identity,
    layout: identity,
    middleware: identity,
  };
}

function identity<T>(value: T): T {
  return value;
}
