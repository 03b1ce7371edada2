import type { Author } from "@/chat/protocol.ts";
import { SimChannel } from "./sim_channel.ts";
import { type Line, type Parcel, Pipe } from "./sim_pipe.ts";
import { ABNORMAL, SimSocket } from "./sim_socket.ts";
import type { SimWorker } from "./sim_worker.ts";
import type { World } from "./world.ts";

const LOST_MS = 200;
/** A server that hears nothing finds out by its own pings. */
const IDLE_MS = 60_000;
const LONGEST_STOP_MS = 45_000;

/** Who connects, as the server knows it from the cookie. */
export interface Visitor {
  person: Author;
  /** Names the program or tab in the history. */
  client: string;
  address: string;
}

/** One connection: a socket at the client's end, a channel at the server's, a pipe each way. */
export class SimLink {
  readonly id: number;
  readonly visitor: Visitor;
  readonly socket: SimSocket;
  readonly down: Pipe;
  readonly #world: World;
  readonly #up: Pipe;
  readonly #ended: (link: SimLink) => void;
  #server: SimChannel | undefined;
  #dead = false;

  constructor(
    world: World,
    id: number,
    visitor: Visitor,
    ended: (link: SimLink) => void,
  ) {
    const line = lineOf(world);
    this.id = id;
    this.visitor = visitor;
    this.#world = world;
    this.#ended = ended;
    this.#up = new Pipe(world, line, (parcel) => this.#server?.take(parcel));
    this.down = new Pipe(world, line, (parcel) => this.#arrive(parcel));
    this.socket = new SimSocket(world, this, (parcel) => this.#send(parcel));
  }

  /** Gives false if the server does not let it in. */
  open(worker: SimWorker): boolean {
    if (this.socket.closed) return true;
    const channel = new SimChannel(this.#world, this, worker);
    if (!channel.accept()) return false;
    this.#server = channel;
    this.socket.opened();
    return true;
  }

  /** The client learns that the connection is gone. */
  lose(code: number, reason = ""): void {
    this.#ended(this);
    this.socket.lost(code, reason);
  }

  /** The server's process is gone: a part of what was on its way still arrives, then its kernel resets the connection. */
  serverDied(silently: boolean): void {
    const { random, scheduler } = this.#world;
    const ms = random.below(10);
    this.#cut(ms);
    if (!silently) {
      scheduler.after(ms + random.below(LOST_MS), () => this.lose(ABNORMAL));
    }
  }

  /** The client's machine or process is gone. */
  clientDied(silently: boolean): void {
    this.down.cut(0);
    if (silently) this.#serverLearns(IDLE_MS);
    else this.#up.push({ code: ABNORMAL, reason: "" });
  }

  /** The client does not read for so many milliseconds. */
  pause(ms: number): void {
    this.down.stop();
    this.#world.scheduler.later(ms, () => this.resume());
  }

  /** Bytes that the client has sent and that have not left yet. */
  get waiting(): number {
    return this.#up.bufferedAmount;
  }

  /** True if each end knows what the other has sent. */
  get quiet(): boolean {
    return this.socket.closed ||
      !this.#dead && this.#up.empty && this.down.empty;
  }

  resume(): void {
    if (!this.#dead) this.down.resume();
  }

  #send(parcel: Parcel): void {
    this.#up.push(parcel);
    this.#fail();
  }

  #arrive(parcel: Parcel): void {
    if ("frame" in parcel) {
      this.socket.arrived(parcel.frame);
      this.#fail();
    } else this.lose(parcel.code, parcel.reason);
  }

  #fail(): void {
    const { faults, random } = this.#world;
    const { client } = this.visitor;
    if (this.#dead || this.socket.closed) return;
    if (faults.happens("connection cut", client)) this.#breakOff(LOST_MS);
    else if (faults.happens("connection cut, server learns late", client)) {
      this.#breakOff(IDLE_MS);
    } else if (faults.happens("connection dead, nobody learns", client)) {
      this.#vanish();
    } else if (faults.happens("reader stops", client)) {
      this.pause(random.below(LONGEST_STOP_MS));
    }
  }

  #breakOff(most: number): void {
    const { random, scheduler } = this.#world;
    const ms = random.below(20);
    this.#cut(ms);
    scheduler.after(ms + random.below(LOST_MS), () => this.lose(ABNORMAL));
    this.#serverLearns(ms + random.below(most));
  }

  /** The packets go nowhere: each end finds out by its own pings, and what the server sends piles up. */
  #vanish(): void {
    this.#cut(0);
    this.down.stop();
    this.#serverLearns(IDLE_MS);
  }

  #cut(ms: number): void {
    this.#dead = true;
    this.#up.cut(ms);
    this.down.cut(ms);
  }

  #serverLearns(ms: number): void {
    this.#world.scheduler.after(ms, () => this.#server?.lost());
  }
}

function lineOf({ random }: World): Line {
  return {
    latency: random.pick([0.2, 1, 5, 40]),
    bandwidth: random.pick([Infinity, Infinity, 200, 5]),
    weight: random.pick([1, 30, 300]),
  };
}
