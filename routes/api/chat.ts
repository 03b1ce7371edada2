import { type Context, HttpError } from "fresh";
import { methods } from "@/http/methods.ts";
import { isAllowedOrigin } from "@/http/origin.ts";
import { upgradeRequired } from "@/http/problem.ts";
import { mayRead } from "@/http/session.ts";
import { connectSocket } from "@/http/socket.ts";
import { IDLE_TIMEOUT_SECONDS } from "@/chat/limits.ts";
import { SUBPROTOCOL } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import type { State } from "@/state.ts";

/** The chat's WebSocket. Everything is checked before the upgrade: after it, a refusal could only be a close. */
export const handler = methods({
  GET(ctx) {
    if (!isHandshake(ctx.req.headers)) return upgradeRequired();
    mustBeAllowed(ctx);
    const leave = ctx.state.chat.admission.enter(ctx.state.address);
    try {
      return upgrade(ctx, leave);
    } catch (error) {
      leave();
      throw new HttpError(
        400,
        "Cannot upgrade: expected a handshake as in RFC 6455, section 4.1",
        { cause: error },
      );
    }
  },
});

function upgrade(ctx: Context<State>, leave: () => void): Response {
  const { chat, person, address } = ctx.state;
  const protocol = subprotocol(ctx.req.headers);
  const { socket, response } = ctx.upgrade({
    idleTimeout: IDLE_TIMEOUT_SECONDS,
    ...(protocol && { protocol }),
  });
  connectSocket(chat, socket, { person, address, leave });
  return response;
}

/** Other versions get 426, too (RFC 6455, section 4.4). */
function isHandshake(headers: Headers): boolean {
  return headers.get("upgrade")?.toLowerCase() === "websocket" &&
    headers.get("sec-websocket-version") === "13";
}

function mustBeAllowed({ req, url, state }: Context<State>): void {
  const { chat, settings } = state;
  const origin = req.headers.get("origin");
  if (origin !== null && !isAllowedOrigin(origin, url, settings.origins)) {
    throw new Refusal(
      "forbidden",
      `Cannot connect from '${origin}': expected this host or one of CHAT_ORIGINS`,
    );
  }
  mayRead(state);
  if (chat.draining) {
    throw new Refusal("unavailable", "The server is going away", {
      retryAfter: 1_000,
    });
  }
}

/** One that the client did not offer must not be answered (RFC 6455, section 4.2.2). */
function subprotocol(headers: Headers): string | undefined {
  const offered = headers.get("sec-websocket-protocol")?.split(",").map((
    name,
  ) => name.trim());
  return offered?.find((name) => name === SUBPROTOCOL);
}
