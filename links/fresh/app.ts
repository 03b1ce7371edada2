import { buildOf } from "./build.ts";
import type {
  WebSocketHandlers,
  WebSocketUpgradeOptions,
} from "./context/websocket.ts";
import { registerFileRoutes } from "./file_routes/register.ts";
import { listen } from "./listen.ts";
import { answerRoute } from "./pages/route_answer.ts";
import { methodsOf, pageLoader, routeLoader } from "./pages/route_source.ts";
import type { AppWrapper } from "./pages/surroundings.ts";
import { type RequestHandler, requestHandler } from "./request_handler.ts";
import { type MaybeLazyMiddleware, settled } from "./routing/lazy.ts";
import { METHODS } from "./routing/methods.ts";
import { RouteTable } from "./routing/route_table.ts";
import type {
  AsyncAppWrapper,
  FreshConfig,
  LayoutConfig,
  ListenOptions,
  MaybeLazy,
  Method,
  Middleware,
  PageComponent,
  ResolvedFreshConfig,
  Route,
  RouteConfig,
} from "./types.ts";

/**
 * A web application: an ordered list of registrations, applied from top to bottom when {@linkcode App.handler} is
 * called. What surrounds a route (middlewares, layouts, error pages, app wrapper) has to be registered before it.
 *
 * @example
 * ```ts
 * const app = new App<{ user: string }>()
 *   .use(staticFiles())
 *   .get("/hello", (ctx) => ctx.text("Hello"));
 * ```
 */
export class App<State> {
  readonly #config: ResolvedFreshConfig;
  readonly #registrations: ((table: RouteTable<State>) => void)[] = [];

  constructor({ mode = "production", trustProxy = false }: FreshConfig = {}) {
    this.#config = { root: ".", basePath: "", mode, trustProxy };
  }

  /** A build that is applied decides about `root` and `mode`. */
  get config(): ResolvedFreshConfig {
    const build = buildOf(this);
    return build
      ? { ...this.#config, root: build.root, mode: build.mode }
      : this.#config;
  }

  /** Adds middleware at the root, or at a path: for the routes on and below its segments. */
  use(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(
    first?: string | MaybeLazyMiddleware<State>,
    ...rest: MaybeLazyMiddleware<State>[]
  ): this {
    const path = typeof first === "string" ? first : "/";
    const middlewares = typeof first === "function" ? [first, ...rest] : rest;
    const chain = middlewares.map((middleware) => settled(middleware));
    return this.#register((table) => table.use(path, chain));
  }

  get(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["GET"], path, middlewares);
  }

  post(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["POST"], path, middlewares);
  }

  put(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["PUT"], path, middlewares);
  }

  patch(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["PATCH"], path, middlewares);
  }

  delete(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["DELETE"], path, middlewares);
  }

  head(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["HEAD"], path, middlewares);
  }

  /** Adds a route for all methods, OPTIONS and HEAD too. */
  all(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(METHODS, path, middlewares);
  }

  /** Adds a GET route that makes the connection a WebSocket. */
  ws(
    path: string,
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Adds a route with a component, a handler, or both. */
  route(
    path: string,
    route: MaybeLazy<Route<State>>,
    config?: RouteConfig,
  ): this {
    const load = routeLoader(route, config);
    const handler: Middleware<State> = async (ctx) =>
      await answerRoute(await load(), ctx);
    return this.#add(methodsOf(route, config), path, [handler]);
  }

  /** Sets the outermost component for the routes that follow. */
  appWrapper(component: PageComponent<unknown, State>): this;
  appWrapper(component: AsyncAppWrapper<State>): this;
  appWrapper(component: AppWrapper<State>): this {
    return this.#register((table) =>
      table.setAppWrapper(() => Promise.resolve(component))
    );
  }

  /** Sets the layout of a path. */
  layout(
    path: string,
    component: PageComponent<unknown, State>,
    config?: LayoutConfig,
  ): this {
    return this.#register((table) =>
      table.setLayout(path, () => Promise.resolve({ component, config }))
    );
  }

  /** Sets the page for every 404, wherever it is registered. Its status is 200 unless its handler says otherwise. */
  notFound(page: Middleware<State> | Route<State>): this {
    const load = pageLoader(page);
    return this.#register((table) => table.setNotFoundPage(load));
  }

  /** Sets the page for errors on and below a path; `"*"` is the root. */
  onError(path: string, page: Middleware<State> | Route<State>): this {
    const load = pageLoader(page);
    return this.#register((table) => table.setErrorPage(path, load));
  }

  /** Inserts the file routes here, optionally under a prefix such as `"/docs/*"`. */
  fsRoutes(pattern = "*"): this {
    return this.#register((table) =>
      registerFileRoutes(table, buildOf(this)?.routes ?? [], pattern)
    );
  }

  /** Applies the registrations. The result answers any request, also one made by hand. */
  handler(): RequestHandler {
    const table = new RouteTable<State>();
    for (const register of this.#registrations) register(table);
    return requestHandler(table, this.config, buildOf(this));
  }

  /** Serves on a port: the given one, or else the first free one from 8000 on. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await listen(this.handler(), options).finished;
  }

  #add(
    methods: readonly Method[],
    path: string,
    middlewares: readonly MaybeLazyMiddleware<State>[],
  ): this {
    const chain = middlewares.map((middleware) => settled(middleware));
    return this.#register((table) => table.add(methods, path, chain));
  }

  #register(registration: (table: RouteTable<State>) => void): this {
    this.#registrations.push(registration);
    return this;
  }
}
