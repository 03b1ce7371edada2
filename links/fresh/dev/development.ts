import { resolve } from "node:path";
import type { RequestHandler } from "../request_handler.ts";
import type { Project } from "./project.ts";

/** A WebSocket path through which pages notice that the server has been restarted. */
export const ALIVE = "/_frsh/alive";

const DEVTOOLS = "/.well-known/appspecific/com.chrome.devtools.json";

/** Adds to `handler` what the browser asks for during development. */
export function developmentHandler(
  handler: RequestHandler,
  { root }: Project,
): RequestHandler {
  const revision = Date.now();
  const workspace = { root: resolve(root), uuid: crypto.randomUUID() };
  return async (request, info) => {
    const { pathname } = new URL(request.url);
    if (pathname === ALIVE) return alive(request, revision);
    if (pathname === DEVTOOLS) return Response.json({ workspace });
    return await handler(request, info);
  };
}

/** Tells a page which start of the server it talks to; after a lost connection the page compares. */
function alive(request: Request, revision: number): Response {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return new Response(null, { status: 501 });
  }
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onopen = () =>
    socket.send(JSON.stringify({ type: "initial-state", revision }));
  return response;
}
