import { StartError } from "@/start/start_error.ts";

/** Where the server listens: on every address of the machine. */
export const HOST = "0.0.0.0";

/**
 * Makes sure that the server will be able to listen, because `deno serve` itself would end in a stack trace.
 *
 * @throws {StartError} If another program uses the port, or this user may not.
 */
export function checkPort(port: number): void {
  try {
    Deno.listen({ hostname: HOST, port }).close();
  } catch (error) {
    throw new StartError(
      `Cannot listen on port ${port}: ${
        reason(error)
      }. Choose another, e.g. PORT=${another(port)} deno task start`,
      { cause: error },
    );
  }
}

function reason(error: unknown): string {
  if (error instanceof Deno.errors.AddrInUse) return "another program uses it";
  if (error instanceof Deno.errors.PermissionDenied) {
    return "this user may not use it";
  }
  throw error;
}

function another(port: number): number {
  return port >= 1024 && port < 65_535 ? port + 1 : 8001;
}
