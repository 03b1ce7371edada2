import type { Connection } from "@/chat/connection.ts";
import type { Channel } from "@/chat/outgoing.ts";
import { SOCKET_BUFFER_CEILING_BYTES } from "@/chat/limits.ts";
import type { SimLink } from "./sim_link.ts";
import type { Parcel } from "./sim_pipe.ts";
import type { SimWorker } from "./sim_worker.ts";
import type { World } from "./world.ts";

/** How long the runtime waits for the answer to its close frame. */
const CLOSING_MS = 5_000;

/** The server's end of a connection: does for it what `http/socket.ts` does for a real WebSocket. */
export class SimChannel implements Channel {
  readonly #world: World;
  readonly #link: SimLink;
  readonly #worker: SimWorker;
  #connection: Connection | undefined;
  #leave = () => {};
  #open = true;
  /** Frames that were queued in a row while there was too much already. */
  #over = 0;

  constructor(world: World, link: SimLink, worker: SimWorker) {
    this.#world = world;
    this.#link = link;
    this.#worker = worker;
  }

  get open(): boolean {
    return this.#open;
  }

  /** 0 once it is not open, as Deno's WebSocket has it. */
  get bufferedAmount(): number {
    return this.#open ? this.#link.down.bufferedAmount : 0;
  }

  /** Gives false if the server does not let it in. */
  accept(): boolean {
    const { chat } = this.#worker;
    if (!chat || !this.#worker.accepts) return false;
    const { person, address } = this.#link.visitor;
    this.#leave = chat.admission.enter(address);
    this.#connection = chat.connect(this, { ...person, since: 0 }, address);
    this.#worker.links.add(this.#link);
    return true;
  }

  send(frame: string): void {
    if (!this.#open || this.#worker.passes("crash: before a frame")) return;
    if (!this.#worker.alive) return;
    this.#mustBeBounded();
    this.#link.down.push({ frame });
    this.#worker.passes("crash: after a frame");
  }

  close(code: number, reason: string): void {
    if (!this.#open || !this.#worker.alive) return;
    this.#open = false;
    this.#link.down.push({ code, reason });
    this.#world.scheduler.after(CLOSING_MS, () => this.lost());
  }

  /** Nothing is queued for who does not read, but for one frame that was on its way when the bound was passed. */
  #mustBeBounded(): void {
    this.#over = this.bufferedAmount > SOCKET_BUFFER_CEILING_BYTES
      ? this.#over + 1
      : 0;
    if (this.#over < 2) return;
    this.#world.history.trouble(
      `${this.#worker.name} queues more and more for ${this.#link.visitor.client}: ${this.bufferedAmount} bytes`,
    );
  }

  /** Something has arrived from the client. */
  take(parcel: Parcel): void {
    if (!("frame" in parcel)) return this.lost();
    const { frame } = parcel;
    if (this.#worker.passes("crash: frame received")) return;
    this.#worker.guard(() => this.#connection?.receive(frame));
  }

  /** The connection is gone. */
  lost(): void {
    this.#open = false;
    this.#worker.links.delete(this.#link);
    this.#worker.guard(() => this.#closed());
    if (this.#world.faults.happens("close reported twice")) {
      this.#worker.guard(() => this.#closed());
    }
  }

  #closed(): void {
    this.#leave();
    this.#connection?.closed();
  }
}
