import type { RequestHandler } from "./request_handler.ts";
import type { ListenOptions } from "./types.ts";

const FIRST_PORT = 8000;
const LAST_PORT = 8019;

/** Serves on the given port, or on the first free one of a small range; 0 counts as not given. */
export function listen(
  handler: RequestHandler,
  options: ListenOptions,
): Deno.HttpServer {
  if (options.port) return serve(handler, options, options.port);
  for (let port = FIRST_PORT; port < LAST_PORT; port++) {
    try {
      return serve(handler, options, port);
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  return serve(handler, options, LAST_PORT);
}

function serve(
  handler: RequestHandler,
  options: ListenOptions,
  port: number,
): Deno.HttpServer {
  const { onListen = announce, hostname = "0.0.0.0" } = options;
  return Deno.serve({ ...options, onListen, hostname, port }, handler);
}

function announce({ hostname, port }: Deno.NetAddr): void {
  const host = hostname === "0.0.0.0" ? "localhost" : hostname;
  console.log(`Fresh is listening on http://${host}:${port}/`);
}
