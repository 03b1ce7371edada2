/**
 * The server half of Fresh: an `App` of middlewares, routes, layouts and error pages, and what they work with.
 *
 * @module
 */
export { App } from "./app.ts";
export type { Context, FreshContext } from "./context.ts";
export type {
  WebSocketHandlers,
  WebSocketUpgradeOptions,
} from "./context/websocket.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./http_error.ts";
export { csp, type CSPOptions } from "./middlewares/csp.ts";
export { csrf, type CsrfOptions } from "./middlewares/csrf.ts";
export { page } from "./page.ts";
export { staticFiles } from "./static_files.ts";
export type {
  FreshConfig,
  HandlerByMethod,
  HandlerFn,
  LayoutConfig,
  Lazy,
  ListenOptions,
  MaybeLazy,
  Method,
  Middleware,
  MiddlewareFn,
  PageProps,
  PageResponse,
  ResolvedFreshConfig,
  RouteConfig,
  RouteData,
  RouteHandler,
} from "./types.ts";
