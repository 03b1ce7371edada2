import { STATUS_CODE } from "@std/http/status";
import { App, csp, csrf, staticFiles } from "fresh";
import type { Chat } from "@/chat/chat.ts";
import { errors, provide, securityHeaders } from "@/http/middlewares.tsx";
import { isAllowedOrigin } from "@/http/origin.ts";
import { type Problem, problemResponse } from "@/http/problem.ts";
import type { Settings } from "@/settings.ts";
import type { State } from "@/state.ts";

/** What is stricter than Fresh's own policy, and what it leaves open. */
const POLICY = [
  "img-src 'self' data:",
  "base-uri 'none'",
  "style-src 'self'",
  "worker-src 'self'",
];

/** A header `Host` that names none makes an address that is none (RFC 9110, section 7.2). */
const UNREADABLE: Problem = {
  status: STATUS_CODE.BadRequest,
  code: "bad_packet",
  detail: "Cannot read the address: expected a host in the header 'Host'",
};

/**
 * Fresh decodes what stands in an address for a room before anything of ours runs, and answers a malformed escape (`/rooms/%E0%A4%A`) with a
 * bare 500. Here such an address means just what it says, letter by letter: there is no such room.
 */
class ConfabApp extends App<State> {
  override handler(): ReturnType<App<State>["handler"]> {
    const handle = super.handler();
    return async (request, info) =>
      URL.canParse(request.url)
        ? await handle(readable(request), info)
        : problemResponse(UNREADABLE);
  }
}

function readable(request: Request): Request {
  const url = new URL(request.url);
  if (isDecodable(url.pathname)) return request;
  url.pathname = url.pathname.replaceAll("%", "%25");
  return new Request(url, request);
}

function isDecodable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURI(path);
    return true;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return false;
  }
}

/** Puts the app together. The routes are those of the build that is applied to it. */
export function createApp(chat: Chat, settings: Settings): App<State> {
  return new ConfabApp({ trustProxy: settings.trustProxy })
    .use(securityHeaders())
    .use(csp({ useNonce: true, csp: POLICY }))
    .use(errors())
    .use(provide(chat, settings))
    .use(csrf({
      origin: (origin, ctx) =>
        isAllowedOrigin(origin, ctx.url, settings.origins),
    }))
    .use(staticFiles())
    .fsRoutes();
}
