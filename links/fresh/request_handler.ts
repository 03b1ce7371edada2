import { type Build, setBuild } from "./build.ts";
import { Context } from "./context.ts";
import { requestUrl } from "./context/request_url.ts";
import { runChain } from "./routing/chain.ts";
import {
  answerToError,
  refuseMethod,
  refuseUnknownMethod,
  refuseUnknownPath,
  tellMethods,
} from "./routing/default_answers.ts";
import { answeringMethods, isMethod } from "./routing/methods.ts";
import type { Chain, RouteTable } from "./routing/route_table.ts";
import type { Match } from "./routing/router.ts";
import type { ResolvedFreshConfig } from "./types.ts";

/** Answers a request. Without `info` the client's address is tcp/localhost. */
export type RequestHandler = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

/** What a request runs, and the answer at the end of that. */
interface Plan<State> {
  readonly chain: Chain<State>;
  readonly last: () => Promise<Response>;
}

/** Sends requests through the chains of `table`. */
export function requestHandler<State>(
  table: RouteTable<State>,
  config: ResolvedFreshConfig,
  build: Build | undefined,
): RequestHandler {
  const rootChain = table.rootChain();
  return async function handleRequest(req, info = localhost()) {
    const url = requestUrl(req, config.trustProxy);
    const match = table.match(url.pathname);
    const { chain, last } = planFor(req.method, match, rootChain);
    const { pattern: route = null, params = Object.create(null) } = match ?? {};
    const ctx = new Context<State>({
      config,
      url,
      req,
      route,
      params,
      info,
      next: last,
    });
    if (build) setBuild(ctx, build);
    const response = await answer(chain, ctx, last);
    return req.method === "HEAD" ? withoutBody(response) : response;
  };
}

function planFor<State>(
  method: string,
  match: Match<Chain<State>> | undefined,
  rootChain: Chain<State>,
): Plan<State> {
  if (match === undefined) return { chain: rootChain, last: refuseUnknownPath };
  for (const candidate of answeringMethods(method)) {
    const chain = match.targets.get(candidate);
    if (chain) return { chain, last: refuseUnknownPath };
  }
  return { chain: rootChain, last: refusal(method, match) };
}

function refusal<State>(
  method: string,
  match: Match<Chain<State>>,
): () => Promise<Response> {
  if (method === "OPTIONS") return () => tellMethods(match.targets.keys());
  return isMethod(method) ? refuseMethod : () => refuseUnknownMethod(method);
}

async function answer<State>(
  chain: Chain<State>,
  ctx: Context<State>,
  last: () => Promise<Response>,
): Promise<Response> {
  try {
    const response: unknown = await runChain(chain, ctx, last);
    if (response instanceof Response) return response;
    throw new TypeError(
      `Cannot answer with '${response}': a middleware has to give a Response`,
    );
  } catch (error) {
    return answerToError(error);
  }
}

/** A stream that nobody will read is ended. */
async function withoutBody(response: Response): Promise<Response> {
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  await response.body.cancel();
  return new Response(null, { status, statusText, headers });
}

function localhost(): Deno.ServeHandlerInfo {
  const remoteAddr = {
    transport: "tcp",
    hostname: "localhost",
    port: 0,
  } as const;
  return { remoteAddr, completed: Promise.resolve() };
}
