import { App, csp, csrf, staticFiles } from "fresh";
import type { Chat } from "@/chat/chat.ts";
import { errors, provide, securityHeaders } from "@/http/middlewares.tsx";
import { isAllowedOrigin } from "@/http/origin.ts";
import type { Settings } from "@/settings.ts";
import type { State } from "@/state.ts";

/** What is stricter than Fresh's own policy, and what it leaves open. */
const POLICY = [
  "img-src 'self' data:",
  "base-uri 'none'",
  "style-src 'self'",
  "worker-src 'self'",
];

/** Puts the app together. The routes are those of the build that is applied to it. */
export function createApp(chat: Chat, settings: Settings): App<State> {
  return new App<State>({ trustProxy: settings.trustProxy })
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
