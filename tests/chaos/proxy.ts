import { type End, Link, type Weather } from "./link.ts";
import { closeQuietly, connectTo, expectGone, readSome } from "./tcp.ts";

/**
 * A TCP proxy on a port of its own that can be told to misbehave: it delays, slices, cuts, strands one end without telling it, and swallows everything
 * ("blackhole": it accepts, and passes nothing on).
 */
export class Proxy implements AsyncDisposable {
  readonly port: number;
  /** The port that it leads to; without one, whoever comes is turned away. */
  target: number | undefined;
  /** What the line is like, for what passes from now on. */
  readonly weather: Weather = clearSky();
  readonly #listener: Deno.TcpListener;
  readonly #links = new Set<Link>();
  readonly #swallowed = new Set<Deno.TcpConn>();
  readonly #running = new Set<Promise<void>>();
  readonly #accepting: Promise<void>;
  #blackhole = false;

  constructor() {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    this.#accepting = this.#accept();
  }

  /** How many connections it has taken in to pass nothing on. */
  get swallowed(): number {
    return this.#swallowed.size;
  }

  /** Closes both ends of each connection that `chosen` picks; gives how many. */
  cut(chosen: () => boolean = () => true): number {
    return this.#each(chosen, (link) => link.cut());
  }

  /** Leaves one end of each connection that `chosen` picks open, and silent; gives how many. */
  strand(end: End, chosen: () => boolean = () => true): number {
    return this.#each(chosen, (link) => link.strand(end));
  }

  /** Swallows whatever comes over the connections that are there, for ever, and over new ones until {@linkcode heal}; gives how many there are. */
  swallow(): number {
    this.#blackhole = true;
    return this.#each(() => true, (link) => link.swallow());
  }

  /** New connections pass again, at full speed. Those that were swallowed stay so: nobody could put them together again. */
  heal(): void {
    this.#blackhole = false;
    Object.assign(this.weather, clearSky());
  }

  /** Ends every connection, also those that nothing passes through any more. */
  hangUp(): void {
    for (const link of this.#links) link.cut();
    for (const connection of this.#swallowed) closeQuietly(connection);
  }

  /** Ends everything and waits until nothing runs any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting;
    this.hangUp();
    await Promise.all(this.#running);
  }

  #each(chosen: () => boolean, act: (link: Link) => void): number {
    const links = [...this.#links].filter((link) => !link.swallows && chosen());
    for (const link of links) act(link);
    return links.length;
  }

  async #accept(): Promise<void> {
    try {
      for await (const client of this.#listener) this.#keep(this.#take(client));
    } catch (error) {
      expectGone(error);
    }
  }

  #keep(running: Promise<void>): void {
    this.#running.add(running);
    running.finally(() => this.#running.delete(running));
  }

  async #take(client: Deno.TcpConn): Promise<void> {
    if (this.#blackhole) return await this.#swallow(client);
    const server = this.target === undefined
      ? undefined
      : await connectTo(this.target);
    if (!server) return closeQuietly(client);
    client.setNoDelay(true);
    const link = new Link(client, server, this.weather);
    if (this.#blackhole) link.swallow();
    this.#links.add(link);
    await link.run();
    this.#links.delete(link);
  }

  async #swallow(client: Deno.TcpConn): Promise<void> {
    this.#swallowed.add(client);
    const buffer = new Uint8Array(1_024);
    while (await readSome(client, buffer) !== null);
    closeQuietly(client);
    this.#swallowed.delete(client);
  }
}

function clearSky(): Weather {
  return { delay: () => 0, slice: () => Infinity };
}
