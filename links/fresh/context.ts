import type { FunctionComponent, VNode } from "preact";
import { buildOf } from "./build.ts";
import { byteStream, type Streamable } from "./context/byte_stream.ts";
import { newNonce, setNonce } from "./context/nonce.ts";
import { redirectTarget } from "./context/redirect_target.ts";
import {
  isWebSocketHandlers,
  listenTo,
  upgrade,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./context/websocket.ts";
import type { Compose } from "./pages/composition.ts";
import { assertElement } from "./pages/element.ts";
import { renderDocument } from "./render.tsx";
import type { LayoutConfig, ResolvedFreshConfig } from "./types.ts";

const HTML = "text/html; charset=utf-8";

/** What is known of a request when its context is made. */
export interface ContextInit {
  readonly config: ResolvedFreshConfig;
  readonly url: URL;
  readonly req: Request;
  readonly route: string | null;
  readonly params: Record<string, string>;
  readonly info: Deno.ServeHandlerInfo;
  readonly next: () => Promise<Response>;
}

/** One request, on its way through middlewares to a route's handler and components. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  /** The request's URL, with runs of slashes collapsed. */
  readonly url: URL;
  /** May be replaced; later handlers see the new request. */
  req: Request;
  /** The pattern that matched, or null. */
  readonly route: string | null;
  /** The pattern's parameters, decoded except for the escapes of characters that structure a URL. */
  readonly params: Record<string, string>;
  /** Middlewares fill its fields: until they have, the type promises too much. */
  readonly state: State = {} as State;
  /** What the handler gave to the component. */
  data: unknown = undefined;
  /** What was thrown, on the way outwards. */
  error: unknown = null;
  readonly info: Deno.ServeHandlerInfo;
  readonly isPartial: boolean;
  /** Runs the rest of the chain. A second call does not repeat it. */
  next: () => Promise<Response>;
  /** What is nested inside a layout or an app wrapper, while that runs. */
  Component: FunctionComponent = () => null;
  #compose: Compose = (page) => Promise.resolve({ page });

  constructor(init: ContextInit) {
    this.config = init.config;
    this.url = init.url;
    this.req = init.req;
    this.route = init.route;
    this.params = init.params;
    this.info = init.info;
    this.isPartial = init.url.searchParams.has("fresh-partial");
    this.next = init.next;
  }

  /** Changes what `ctx.render()` puts around a page; gives what it was before. */
  static surround(ctx: Context<unknown>, compose: Compose): Compose {
    const before = ctx.#compose;
    ctx.#compose = compose;
    return before;
  }

  /** Redirects with an empty body; the headers can still be changed. */
  redirect(pathOrUrl: string, status = 302): Response {
    return new Response(null, {
      status,
      headers: { location: redirectTarget(pathOrUrl) },
    });
  }

  /**
   * Renders `vnode` inside the layouts and the app wrapper of this place, as a complete document.
   *
   * @throws {TypeError} if `vnode` is neither an element nor null
   */
  async render(
    vnode: VNode | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    assertElement(vnode);
    const input = await this.#compose(vnode, config);
    if (input instanceof Response) return input;
    const nonce = newNonce();
    const { html, link } = renderDocument(input, {
      build: buildOf(this),
      url: this.url,
      nonce,
    });
    const headers = htmlHeaders(init);
    if (link !== null) headers.append("link", link);
    const response = new Response(html, { ...init, headers });
    setNonce(response, nonce);
    return response;
  }

  /** Plain text, unless `init` names another type. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Markup as it is given. */
  html(content: string, init: ResponseInit = {}): Response {
    return new Response(content, { ...init, headers: htmlHeaders(init) });
  }

  /** @throws {TypeError} if JSON has no form for `content` */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Sends chunks as they come. A generator is ended when the client goes away. */
  stream(
    source: Streamable | (() => Streamable),
    init?: ResponseInit,
  ): Response {
    return new Response(
      byteStream(typeof source === "function" ? source() : source),
      init,
    );
  }

  /**
   * Makes the connection a WebSocket. The response must be returned.
   *
   * @throws {HttpError} 400 if the request asks for none
   */
  upgrade(options?: WebSocketUpgradeOptions): Deno.WebSocketUpgrade;
  upgrade(
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): Response;
  upgrade(
    first: WebSocketHandlers | WebSocketUpgradeOptions = {},
    options?: WebSocketUpgradeOptions,
  ): Deno.WebSocketUpgrade | Response {
    if (!isWebSocketHandlers(first)) return upgrade(this.req, first);
    const { socket, response } = upgrade(this.req, options);
    listenTo(socket, first);
    return response;
  }
}

/** Headers that were given as an object of that class are changed themselves. */
function htmlHeaders({ headers: given }: ResponseInit): Headers {
  const headers = given instanceof Headers ? given : new Headers(given);
  headers.set("content-type", HTML);
  return headers;
}

/** @deprecated Use {@linkcode Context}. */
export type FreshContext<State> = Context<State>;
