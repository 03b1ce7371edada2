import { Child } from "./child.ts";
import { type Cores, pinned } from "./cores.ts";
import type { Target } from "./job.ts";
import type { Peer } from "./peers.ts";

/** A peer in a process of its own. Leaving the scope of an `await using` kills it and removes its data. */
export class Server implements AsyncDisposable {
  readonly target: Target;
  readonly #child: Child;
  readonly #folder: string;

  private constructor(target: Target, child: Child, folder: string) {
    this.target = target;
    this.#child = child;
    this.#folder = folder;
  }

  /**
   * Starts a peer on any free port, with nothing in its database.
   *
   * @throws {Error} With what it wrote, if it ends before it listens.
   */
  static async start(
    peer: Peer,
    cores: Cores | undefined,
    workers = 1,
  ): Promise<Server> {
    const folder = await Deno.makeTempDir({ prefix: "confab-bench-" });
    const command = pinned(peer.command(folder, workers), cores?.server);
    const child = new Child(command, peer.env(folder, workers));
    const { dialect } = peer;
    const server = new Server(
      { dialect, port: 0, pid: child.pid },
      child,
      folder,
    );
    try {
      const [, port] = await child.match(peer.listening);
      server.target.port = Number(port);
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** `http://localhost:1234`, without a slash at the end. */
  get url(): string {
    return `http://localhost:${this.target.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child[Symbol.asyncDispose]();
    await Deno.remove(this.#folder, { recursive: true });
  }
}
