import type { ComponentChildren } from "preact";
import type { Context } from "./context.ts";

/** A request method that routes can be registered for. */
export type Method =
  | "HEAD"
  | "GET"
  | "POST"
  | "PATCH"
  | "PUT"
  | "DELETE"
  | "OPTIONS";

/** A function that gives a promise of `T`, called when `T` is first needed. */
export type Lazy<T> = () => Promise<T>;

/** `T`, or a function that gives a promise of it. */
export type MaybeLazy<T> = T | Lazy<T>;

/** Answers a request itself, or through `ctx.next()`. */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** @deprecated Use {@linkcode Middleware}. */
export type MiddlewareFn<State> = Middleware<State>;

/** What a handler gives in order to render the route's component with `data`. */
export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  /** Defaults to 200. */
  status?: number;
}

/** Answers one method of a route: with a response, or with the data for the component. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

/** A handler for each method that a route serves. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** One handler for all methods, or one for each. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** The type of the data that a {@linkcode RouteHandler} gives. */
export type RouteData<Handler> = Handler extends HandlerFn<infer Data, never>
  ? Data
  : Handler extends HandlerByMethod<infer Data, never> ? Data
  : never;

/** What page and layout components receive. */
export type PageProps<Data = unknown, State = unknown> =
  & { data: Data }
  & Pick<
    Context<State>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "isPartial"
    | "Component"
    | "error"
    | "route"
  >;

/** What a component may give; a `Response` counts from async functions only. */
export type Rendering =
  | ComponentChildren
  | Response
  | Promise<ComponentChildren | Response>;

/** A page, layout or app wrapper. */
export type PageComponent<Data, State> = (
  props: PageProps<Data, State>,
) => Rendering;

/** An async app wrapper: receives the context itself. */
export type AsyncAppWrapper<State> = (
  ctx: Context<State>,
) => Promise<ComponentChildren | Response>;

export interface LayoutConfig {
  /** Leave out the layouts further out. */
  skipInheritedLayouts?: boolean;
  /** Leave out the app wrapper. */
  skipAppWrapper?: boolean;
}

export interface RouteConfig extends LayoutConfig {
  /** Methods of a lazy route; defaults to all. */
  methods?: "ALL" | Method[];
  /** Has no effect. */
  csp?: boolean;
}

/** What `app.route()`, `app.notFound()` and `app.onError()` take. */
export interface Route<State> {
  component?: PageComponent<unknown, State>;
  handler?: RouteHandler<unknown, State>;
  config?: RouteConfig;
}

export interface FreshConfig {
  mode?: "development" | "production";
  /** Believe `X-Forwarded-Proto` and `X-Forwarded-Host`; only behind a proxy that sets both. */
  trustProxy?: boolean;
}

export interface ResolvedFreshConfig extends Required<FreshConfig> {
  /** The project's root: an absolute path once a build is applied. */
  root: string;
  basePath: string;
}

/** Options of `app.listen()`. */
export type ListenOptions =
  & Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>
  & { remoteAddress?: string };
