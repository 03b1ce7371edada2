import type { Context } from "../context.ts";
import { pageProps } from "../context/page_props.ts";
import { HttpError } from "../http_error.ts";
import { answeringMethods } from "../routing/methods.ts";
import type {
  HandlerByMethod,
  HandlerFn,
  PageResponse,
  Route,
  RouteHandler,
} from "../types.ts";
import { elementOf } from "./async_component.ts";
import { assertElement } from "./element.ts";

/**
 * Runs a route: its handler, and its component if the handler gave data.
 *
 * @param status of the page if the handler names none
 */
export async function answerRoute<State>(
  route: Route<State>,
  ctx: Context<State>,
  status = 200,
): Promise<Response> {
  const result = await resultOfHandler(route.handler, ctx);
  if (result instanceof Response) return result;
  assertPageResponse(result);
  return await renderPage(route, ctx, {
    ...result,
    status: result.status ?? status,
  });
}

/** A component alone answers GET, even next to handlers of other methods: the GET is added to that very object. */
export function withDefaultGet<State>(route: Route<State>): Route<State> {
  const { component, handler } = route;
  if (component && isByMethod(handler)) handler.GET ??= () => ({ data: {} });
  return route;
}

/** Whether a route's methods are known from its handlers; otherwise it answers all. */
export function isByMethod<State>(
  handler: RouteHandler<unknown, State> | undefined,
): handler is HandlerByMethod<unknown, State> {
  return typeof handler === "object";
}

async function resultOfHandler<State>(
  handler: RouteHandler<unknown, State> | undefined,
  ctx: Context<State>,
): Promise<Response | PageResponse<unknown>> {
  if (handler === undefined) return { data: {} };
  const handle = isByMethod(handler)
    ? handlerOf(handler, ctx.req.method)
    : handler;
  if (handle === undefined) throw new HttpError(404);
  return await handle(ctx);
}

function handlerOf<State>(
  handlers: HandlerByMethod<unknown, State>,
  method: string,
): HandlerFn<unknown, State> | undefined {
  const answering = answeringMethods(method).find((candidate) =>
    handlers[candidate]
  );
  return answering && handlers[answering];
}

function assertPageResponse(
  result: unknown,
): asserts result is PageResponse<unknown> {
  if (typeof result === "object" && result !== null && "data" in result) return;
  throw new TypeError(
    `Cannot answer with '${result}': give a Response or page(data)`,
  );
}

async function renderPage<State>(
  route: Route<State>,
  ctx: Context<State>,
  { data, headers, status }: PageResponse<unknown>,
): Promise<Response> {
  ctx.data = data;
  const { component } = route;
  const content = component
    ? await elementOf(component, pageProps(ctx, data))
    : null;
  if (content instanceof Response) return content;
  assertElement(content);
  return await ctx.render(
    content,
    { status, headers: singleHeaders(headers) },
    route.config,
  );
}

/** Each name once: of several `Set-Cookie` the last one stays. */
function singleHeaders(given: HeadersInit | undefined): Headers {
  const headers = new Headers();
  for (const [name, value] of new Headers(given)) headers.set(name, value);
  return headers;
}
