import type { Context } from "../context.ts";
import type { PageProps } from "../types.ts";

/** The part of a context that components may see: nothing that answers the request. */
export function pageProps<Data, State>(
  ctx: Context<State>,
  data: Data,
): PageProps<Data, State> {
  const {
    config,
    url,
    req,
    params,
    info,
    state,
    isPartial,
    Component,
    error,
    route,
  } = ctx;
  return {
    data,
    config,
    url,
    req,
    params,
    info,
    state,
    isPartial,
    Component,
    error,
    route,
  };
}
