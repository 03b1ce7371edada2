import type { RouteFile } from "../build.ts";
import { answerRoute, withDefaultGet } from "../pages/route_answer.ts";
import { runChain } from "../routing/chain.ts";
import { once } from "../routing/lazy.ts";
import { METHODS } from "../routing/methods.ts";
import type { RouteTable } from "../routing/route_table.ts";
import type { Middleware, Route } from "../types.ts";
import { parseRouteFileName, type RouteFileName } from "./route_file_name.ts";
import {
  appWrapperOf,
  layoutOf,
  middlewaresOf,
  type RouteModule,
  routeOf,
} from "./route_module.ts";
import { compareRouteFiles } from "./route_order.ts";

/**
 * Registers route files. Each is loaded by the first request that needs it, so a route's methods are not known here: it
 * is registered for all, and the missing ones are not found.
 *
 * @param pattern puts the routes under a prefix such as `"/docs/*"`; `"*"` is none
 */
export function registerFileRoutes<State>(
  table: RouteTable<State>,
  files: readonly RouteFile[],
  pattern: string,
): void {
  const prefix = pattern.replace(/\/?\*$/, "");
  for (
    const file of files.toSorted((a, b) => compareRouteFiles(a.path, b.path))
  ) {
    const name = parseRouteFileName(file.path);
    registerFile(table, file, {
      ...name,
      place: prefix + name.place,
      pattern: prefix !== "" && name.pattern === "/"
        ? prefix
        : prefix + name.pattern,
    });
  }
}

function registerFile<State>(
  table: RouteTable<State>,
  file: RouteFile,
  { kind, place, pattern }: RouteFileName,
): void {
  switch (kind) {
    case "app":
      return table.setAppWrapper(loaded(file, appWrapperOf<State>));
    case "middleware":
      return table.use(place, [middleware(file)]);
    case "layout":
      return table.setLayout(place, loaded(file, layoutOf<State>));
    case "error":
      return table.setErrorPage(place, route(file));
    case "notFound":
      return table.setNotFoundPage(route(file));
    case "route":
      return table.add(METHODS, pattern, [answering(route(file))], place);
  }
}

function loaded<T>(
  file: RouteFile,
  read: (module: RouteModule, path: string) => T,
): () => Promise<T> {
  return once(async () => read(await file.load(), file.path));
}

function route<State>(file: RouteFile): () => Promise<Route<State>> {
  return loaded(
    file,
    (module, path) => withDefaultGet(routeOf<State>(module, path)),
  );
}

function answering<State>(
  load: () => Promise<Route<State>>,
): Middleware<State> {
  return async function answerFileRoute(ctx) {
    return await answerRoute(await load(), ctx);
  };
}

/** All middlewares of a file, as one that runs them in turn. */
function middleware<State>(file: RouteFile): Middleware<State> {
  const load = loaded(file, middlewaresOf<State>);
  return async function fileMiddleware(ctx) {
    const { next } = ctx;
    return await runChain(await load(), ctx, next);
  };
}
