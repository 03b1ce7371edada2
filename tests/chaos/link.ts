import { closeQuietly, readSome, writeAll } from "./tcp.ts";

const READ_BYTES = 16 * 1024;

/** What a line is like at the moment. Shared by all connections of a proxy, which see each change at once. */
export interface Weather {
  /** How long each piece is held back, in milliseconds. */
  delay(): number;
  /** The largest piece that passes in one go, in bytes. */
  slice(): number;
}

/** The two ends of a connection through the proxy. */
export type End = "client" | "server";

/** One connection through the proxy, with a pump each way. */
export class Link {
  readonly #ends: Record<End, Deno.TcpConn>;
  readonly #weather: Weather;
  #swallows = false;

  constructor(
    client: Deno.TcpConn,
    server: Deno.TcpConn,
    weather: Weather,
  ) {
    this.#ends = { client, server };
    this.#weather = weather;
  }

  /** Passes on what comes, both ways, until either end closes. */
  async run(): Promise<void> {
    await Promise.all([
      this.#pump("client", "server"),
      this.#pump("server", "client"),
    ]);
  }

  /** True once nothing passes any more. */
  get swallows(): boolean {
    return this.#swallows;
  }

  /** From now on neither end hears anything of the other, and neither is told. */
  swallow(): void {
    this.#swallows = true;
  }

  /** One end is closed, the other is left in the belief that all is well. */
  strand(end: End): void {
    this.swallow();
    closeQuietly(this.#ends[end === "client" ? "server" : "client"]);
  }

  cut(): void {
    closeQuietly(this.#ends.client);
    closeQuietly(this.#ends.server);
  }

  async #pump(from: End, to: End): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      const bytes = await readSome(this.#ends[from], buffer);
      if (bytes === null || !await this.#pass(bytes, to)) break;
    }
    if (this.#swallows) closeQuietly(this.#ends[from]);
    else this.cut();
  }

  async #pass(
    bytes: Uint8Array<ArrayBuffer>,
    to: End,
  ): Promise<boolean> {
    const delay = this.#weather.delay();
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    for (let at = 0; at < bytes.length && !this.#swallows;) {
      const piece = bytes.subarray(at, at + this.#weather.slice());
      if (!await writeAll(this.#ends[to], piece)) return this.#swallows;
      at += piece.length;
    }
    return true;
  }
}
