import { type RunningServer, startServer } from "@/tests/server.ts";
import { Proxy } from "./proxy.ts";
import { residentMemory } from "./resident_memory.ts";

/** Clients act as fast as they can, and all come from one address. */
const UNLIMITED = { CHAT_POSTS_PER_SECOND: "0", CHAT_CONNECTIONS_PER_IP: "0" };
/** What no server may ever log, whatever fails around it. */
const TROUBLE =
  /uncaught error|unhandled rejection|handling '\w+' failed|panicked/;

/** A place for a server: one process after another on the same database, behind the same proxy. */
export class Seat implements AsyncDisposable {
  readonly proxy = new Proxy();
  readonly workers: number;
  /** Lines in the servers' logs that should not be there. */
  readonly troubles: string[] = [];
  readonly #kv: string;
  #server: RunningServer | undefined;

  constructor(kv: string, workers: number) {
    this.#kv = kv;
    this.workers = workers;
  }

  /** The server's own address, past the proxy. */
  get url(): string {
    if (this.#server) return this.#server.url;
    throw new Error("Cannot give an address: the server is down");
  }

  /** The server's own port; the proxy's while it is down. */
  get port(): number {
    return this.#server?.port ?? this.proxy.port;
  }

  async start(): Promise<void> {
    this.#server = await startServer({
      workers: this.workers,
      kv: this.#kv,
      env: UNLIMITED,
    });
    this.proxy.target = this.#server.port;
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.#server?.kill();
    this.#leave();
  }

  /** Asks the server to go down, as `start.ts` does on SIGTERM, and waits until it has. */
  async stop(): Promise<void> {
    const code = await this.#server?.stop() ?? 0;
    if (code !== 0) this.troubles.push(`A server went down with code ${code}`);
    this.#leave();
  }

  async memory(): Promise<number | undefined> {
    return this.#server && await residentMemory(this.#server.pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.kill();
    await this.proxy[Symbol.asyncDispose]();
  }

  #leave(): void {
    const lines = this.#server?.stderr.split("\n") ?? [];
    this.troubles.push(...lines.filter((line) => TROUBLE.test(line)));
    this.#server = undefined;
    this.proxy.target = undefined;
  }
}
