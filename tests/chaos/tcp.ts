/** What a connection throws that somebody has closed, at whichever end. */
const GONE = [
  Deno.errors.BadResource,
  Deno.errors.BrokenPipe,
  Deno.errors.ConnectionAborted,
  Deno.errors.ConnectionRefused,
  Deno.errors.ConnectionReset,
  Deno.errors.Interrupted,
  Deno.errors.NotConnected,
  Deno.errors.UnexpectedEof,
];

/** Lets pass that a connection is gone; throws everything else on. */
export function expectGone(error: unknown): void {
  if (!GONE.some((kind) => error instanceof kind)) throw error;
}

/** A connection to this machine that sends small pieces at once; `undefined` if nobody listens there. */
export async function connectTo(
  port: number,
): Promise<Deno.TcpConn | undefined> {
  try {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay(true);
    return connection;
  } catch (error) {
    return void expectGone(error);
  }
}

/** Reads what is there, `null` at the end: an end by force counts as one. */
export async function readSome(
  connection: Deno.TcpConn,
  into: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const count = await connection.read(into);
    return count === null ? null : into.subarray(0, count);
  } catch (error) {
    expectGone(error);
    return null;
  }
}

/** Writes all of it; false if the connection is gone. */
export async function writeAll(
  connection: Deno.TcpConn,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    for (let at = 0; at < bytes.length;) {
      at += await connection.write(bytes.subarray(at));
    }
    return true;
  } catch (error) {
    expectGone(error);
    return false;
  }
}

/** Closes it, if that was not done before. */
export function closeQuietly(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    expectGone(error);
  }
}
