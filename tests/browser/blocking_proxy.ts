import {
  closeQuietly,
  connectTo,
  expectGone,
  readSome,
  writeAll,
} from "@/tests/chaos/tcp.ts";

const UPGRADE = /\r\nupgrade: *websocket\r\n/i;
const REFUSAL = new TextEncoder().encode(
  "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
);
const BUFFER_BYTES = 64 * 1024;

/**
 * A proxy in front of a server, as it stands in some offices: HTTP passes, a WebSocket's handshake is answered 403. Browsers open a
 * connection of its own for each WebSocket, so the first request on a connection tells.
 */
export class BlockingProxy implements AsyncDisposable {
  readonly url: string;
  /** Whether it refuses handshakes. */
  blocks = true;
  /** How many handshakes it has refused. */
  refused = 0;
  #down = false;
  readonly #target: number;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #connections = new Set<Deno.TcpConn>();
  readonly #running = new Set<Promise<void>>();
  readonly #accepting: Promise<void>;

  /** `target`: the server's port. */
  constructor(target: number) {
    this.#target = target;
    this.url = `http://localhost:${this.#listener.addr.port}`;
    this.#accepting = this.#accept();
  }

  /** Ends every connection, and each new one, until {@linkcode goUp}. */
  goDown(): void {
    this.#down = true;
    for (const connection of this.#connections) closeQuietly(connection);
  }

  goUp(): void {
    this.#down = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting;
    this.goDown();
    await Promise.all(this.#running);
  }

  async #accept(): Promise<void> {
    try {
      for await (const client of this.#listener) {
        const running = this.#serve(client);
        this.#running.add(running);
        running.finally(() => this.#running.delete(running));
      }
    } catch (error) {
      expectGone(error);
    }
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    this.#connections.add(client);
    const first = await readHead(client);
    if (this.blocks && UPGRADE.test(new TextDecoder().decode(first))) {
      this.refused++;
      await writeAll(client, REFUSAL);
    } else if (first.length > 0) {
      await this.#pass(client, first);
    }
    this.#close(client);
  }

  async #pass(
    client: Deno.TcpConn,
    first: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    const server = this.#down ? undefined : await connectTo(this.#target);
    if (!server) return;
    this.#connections.add(server);
    if (this.#down) return this.#close(server);
    await writeAll(server, first);
    // Whoever ends first ends both.
    await Promise.race([pump(client, server), pump(server, client)]);
    this.#close(server);
  }

  #close(connection: Deno.TcpConn): void {
    this.#connections.delete(connection);
    closeQuietly(connection);
  }
}

/** What comes up to the end of the first request's headers, and maybe more; nothing if the connection ends before. */
async function readHead(
  client: Deno.TcpConn,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(BUFFER_BYTES);
  let length = 0;
  while (
    !new TextDecoder().decode(bytes.subarray(0, length)).includes("\r\n\r\n")
  ) {
    const more = await readSome(client, bytes.subarray(length));
    if (more === null) return bytes.subarray(0, 0);
    length += more.length;
  }
  return bytes.subarray(0, length);
}

async function pump(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(BUFFER_BYTES);
  for (;;) {
    const bytes = await readSome(from, buffer);
    if (bytes === null || !await writeAll(to, bytes)) return;
  }
}
