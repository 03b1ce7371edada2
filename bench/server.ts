import { Child } from "./child.ts";
import { type Cores, pinned } from "./cores.ts";
import type { Target } from "./job.ts";
import type { Peer } from "./peers.ts";

/** A peer in a process of its own. Leaving the scope of an `await using` kills it and removes its data. */
export class Server implements AsyncDisposable {
  readonly target: Target;
  /** `http://localhost:1234`, without a slash at the end. */
  readonly url: string;
  readonly #child: Child;
  readonly #folder: string;

  private constructor(target: Target, child: Child, folder: string) {
    this.target = target;
    this.url = `http://localhost:${target.port}`;
    this.#child = child;
    this.#folder = folder;
  }

  /** Starts a peer on any free port, with nothing in its database. */
  static async start(
    peer: Peer,
    cores: Cores | undefined,
    workers = 1,
  ): Promise<Server> {
    const folder = await Deno.makeTempDir({ prefix: "confab-bench-" });
    const command = pinned(peer.command(folder, workers), cores?.server);
    const child = new Child(command, peer.env(folder, workers));
    const [, port] = await child.match(peer.listening);
    const target = {
      dialect: peer.dialect,
      port: Number(port),
      pid: child.pid,
    };
    return new Server(target, child, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child[Symbol.asyncDispose]();
    await Deno.remove(this.#folder, { recursive: true });
  }
}
