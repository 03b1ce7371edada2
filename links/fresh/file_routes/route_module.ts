import type { AppWrapper, Layout } from "../pages/surroundings.ts";
import type {
  Middleware,
  PageComponent,
  Route,
  RouteConfig,
  RouteHandler,
} from "../types.ts";

/** The exports of a file under `routes/`. */
export type RouteModule = Record<string, unknown>;

/** @throws {TypeError} if the module neither handles nor renders, or not in the way it should */
export function routeOf<State>(
  module: RouteModule,
  path: string,
): Route<State> {
  const handler = handlerOf<State>(module, path);
  if (handler === undefined && module.default === undefined) {
    throw new TypeError(
      `Cannot route '${path}': export a handler, or a component as default`,
    );
  }
  const component = module.default === undefined
    ? undefined
    : componentOf<State>(module, path);
  return { handler, component, config: configOf(module) };
}

/** @throws {TypeError} if the module has no component */
export function layoutOf<State>(
  module: RouteModule,
  path: string,
): Layout<State> {
  return {
    component: componentOf<State>(module, path),
    config: configOf(module),
  };
}

/** @throws {TypeError} if the module has no component */
export function appWrapperOf<State>(
  module: RouteModule,
  path: string,
): AppWrapper<State> {
  return componentOf<State>(module, path);
}

/** Handlers by method are no middleware: whoever writes them is told, and they are left out. */
export function middlewaresOf<State>(
  module: RouteModule,
  path: string,
): Middleware<State>[] {
  const exported = module.handlers ?? module.handler ?? module.default;
  const all: unknown[] = [exported].flat();
  if (all.every(isMiddleware<State>)) return all;
  console.warn(`Ignored '${path}': export a middleware, or an array of them`);
  return [];
}

function handlerOf<State>(
  module: RouteModule,
  path: string,
): RouteHandler<unknown, State> | undefined {
  const handler = module.handlers ?? module.handler;
  if (handler === undefined || isRouteHandler<State>(handler)) return handler;
  throw new TypeError(
    `Cannot route '${path}': the handler has to be an object of methods, or a function of the context alone`,
  );
}

function componentOf<State>(
  module: RouteModule,
  path: string,
): PageComponent<unknown, State> {
  if (isComponent<State>(module.default)) return module.default;
  throw new TypeError(
    `Cannot render '${path}': the default export has to be a component`,
  );
}

function configOf(module: RouteModule): RouteConfig | undefined {
  return isConfig(module.config) ? module.config : undefined;
}

function isMiddleware<State>(value: unknown): value is Middleware<State> {
  return typeof value === "function";
}

function isComponent<State>(
  value: unknown,
): value is PageComponent<unknown, State> {
  return typeof value === "function";
}

function isRouteHandler<State>(
  value: unknown,
): value is RouteHandler<unknown, State> {
  if (typeof value === "function") return value.length < 2;
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isConfig(value: unknown): value is RouteConfig {
  return typeof value === "object" && value !== null;
}
