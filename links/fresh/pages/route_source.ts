import { once } from "../routing/lazy.ts";
import { isMethod, METHODS } from "../routing/methods.ts";
import type {
  MaybeLazy,
  Method,
  Middleware,
  Route,
  RouteConfig,
} from "../types.ts";
import { isByMethod, withDefaultGet } from "./route_answer.ts";

/** Gives a route that may be lazy, with what was configured at its registration on top of its own settings. */
export function routeLoader<State>(
  source: MaybeLazy<Route<State>>,
  config?: RouteConfig,
): () => Promise<Route<State>> {
  return once(async () => {
    const route = withDefaultGet(
      typeof source === "function" ? await source() : source,
    );
    return { ...route, config: { ...route.config, ...config } };
  });
}

/** A page for errors may be a mere function; it answers all methods. */
export function pageLoader<State>(
  page: Middleware<State> | Route<State>,
): () => Promise<Route<State>> {
  return routeLoader(typeof page === "function" ? { handler: page } : page);
}

/** The methods to register a route for. A lazy one can't tell them yet. */
export function methodsOf<State>(
  source: MaybeLazy<Route<State>>,
  config: RouteConfig = {},
): readonly Method[] {
  if (typeof source !== "function") return ownMethods(source);
  return config.methods === undefined || config.methods === "ALL"
    ? METHODS
    : config.methods;
}

function ownMethods<State>(route: Route<State>): readonly Method[] {
  const { handler } = withDefaultGet(route);
  return isByMethod(handler) ? Object.keys(handler).filter(isMethod) : METHODS;
}
