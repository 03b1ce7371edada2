import { HttpError } from "../http_error.ts";

/**
 * Callbacks for one socket. An exception or a rejected promise that leaves one of them ends the process, as it does for
 * any listener.
 */
export interface WebSocketHandlers {
  open?(socket: WebSocket): void | Promise<void>;
  message?(socket: WebSocket, event: MessageEvent): void | Promise<void>;
  close?(socket: WebSocket, code: number, reason: string): void | Promise<void>;
  error?(socket: WebSocket, event: Event | ErrorEvent): void | Promise<void>;
}

export interface WebSocketUpgradeOptions {
  /** Seconds until a silent client that answers no ping is dropped; 0 switches this off. */
  idleTimeout?: number;
  /** The subprotocol to choose; the client must have offered it. */
  protocol?: string;
}

/** @throws {HttpError} 400 if the request asks for no WebSocket. */
export function upgrade(
  request: Request,
  options: WebSocketUpgradeOptions = {},
): Deno.WebSocketUpgrade {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  return Deno.upgradeWebSocket(request, options);
}

/** Tells callbacks from options: `{}` counts as options. */
export function isWebSocketHandlers(
  value: WebSocketHandlers | WebSocketUpgradeOptions,
): value is WebSocketHandlers {
  return ["open", "message", "close", "error"].some((name) =>
    typeof Reflect.get(value, name) === "function"
  );
}

/** Calls `handlers` for what happens on `socket`; what they return is left to itself. */
export function listenTo(socket: WebSocket, handlers: WebSocketHandlers): void {
  socket.addEventListener("open", () => handlers.open?.(socket));
  socket.addEventListener(
    "message",
    (event) => handlers.message?.(socket, event),
  );
  socket.addEventListener(
    "close",
    ({ code, reason }) => handlers.close?.(socket, code, reason),
  );
  socket.addEventListener("error", (event) => handlers.error?.(socket, event));
}
