import { SimLink, type Visitor } from "./sim_link.ts";
import { ABNORMAL, type SimSocket } from "./sim_socket.ts";
import type { SimWorker } from "./sim_worker.ts";
import type { World } from "./world.ts";

const OPENING_MS = 40;

/** Leads clients to servers, over lines that fail. */
export class Network {
  readonly #world: World;
  readonly #find: () => SimWorker | undefined;
  readonly #links = new Set<SimLink>();
  #count = 0;

  /** `find` gives a server that takes connections, if there is one. */
  constructor(world: World, find: () => SimWorker | undefined) {
    this.#world = world;
    this.#find = find;
  }

  connect(visitor: Visitor): SimSocket {
    const link = new SimLink(
      this.#world,
      ++this.#count,
      visitor,
      (link) => this.#links.delete(link),
    );
    this.#links.add(link);
    this.#world.scheduler.after(
      this.#world.random.below(OPENING_MS),
      () => this.#open(link, visitor),
    );
    return link.socket;
  }

  /** Who had stopped reading reads on. */
  heal(): void {
    for (const link of this.#links) link.resume();
  }

  /** True if no connection is on its way to be opened, cut or behind. */
  get quiet(): boolean {
    return [...this.#links].every((link) => link.quiet);
  }

  #open(link: SimLink, { client }: Visitor): void {
    const { faults } = this.#world;
    if (faults.happens("connection never opens", client)) return;
    const worker = faults.happens("connection refused", client)
      ? undefined
      : this.#find();
    if (!worker || !link.open(worker)) link.lose(ABNORMAL);
  }
}
