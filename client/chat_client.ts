import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Ack, Author, ErrorPacket, Welcome } from "../chat/protocol.ts";
import { Connection, type Status } from "./connection.ts";
import { Delivery } from "./delivery.ts";
import type { Environment } from "./environment.ts";
import { Outbox } from "./outbox.ts";
import { type RoomContext, RoomFeed } from "./room_feed.ts";
import { RoomState } from "./room_state.ts";
import type { Heard } from "./server_frame.ts";

/** A room from both sides: what the server tells about it, and what the page sees of it. */
interface Room {
  feed: RoomFeed;
  state: RoomState;
}

/**
 * The client's half of the protocol, for a page, a test or a program: one connection, the rooms that are followed over it,
 * and the commands on their way. It shows what it knows as signals, and never throws because of what the server or the
 * network does.
 *
 * ```ts
 * const client = new ChatClient(browserEnvironment());
 * const lobby = client.room("lobby");
 * lobby.join();
 * client.start();
 * lobby.post("Hello");
 * ```
 */
export class ChatClient {
  readonly #user = signal<Author | null>(null);
  /** Who one is, as the server says; null until it said so first. */
  readonly user: ReadonlySignal<Author | null> = this.#user;
  readonly status: ReadonlySignal<Status>;
  /** When the connection was lost (or first wanted), in ms since the Unix epoch; null while it is open. */
  readonly lostAt: ReadonlySignal<number | null>;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #delivery: Delivery;
  readonly #context: RoomContext;
  readonly #rooms = new Map<string, Room>();

  constructor(environment: Environment) {
    const connection = this.#connection = new Connection(environment, {
      opened: (welcome) => this.#opened(welcome),
      received: (packets) => this.#received(packets),
      lost: () => this.#lost(),
    });
    const send: RoomContext["send"] = (packet) => connection.send(packet);
    const outbox = this.#outbox = new Outbox(environment);
    const delivery = this.#delivery = new Delivery(environment, outbox, {
      send,
      isJoined: (room) => this.#rooms.get(room)?.state.joined.peek() ?? false,
      restart: () => connection.restart(),
    });
    this.status = connection.status;
    this.lostAt = connection.lostAt;
    this.#context = {
      environment,
      send,
      outbox,
      delivery,
      user: this.#user,
      proceed: () => this.#proceed(),
    };
  }

  /** The room's state: the same object each time. */
  room(slug: string): RoomState {
    const known = this.#rooms.get(slug);
    if (known) return known.state;
    const feed = new RoomFeed(slug, this.#context);
    const state = new RoomState(slug, feed, this.#context);
    this.#rooms.set(slug, { feed, state });
    return state;
  }

  /** Connects, and sends what an earlier life of this page could not. */
  start(): void {
    batch(() => {
      this.#adopt();
      this.#connection.start();
    });
  }

  stop(): void {
    batch(() => this.#connection.stop());
  }

  /** The network is back, the page is shown again: connects at once, or makes sure at once that the connection still lives. */
  wake(): void {
    batch(() => {
      this.#adopt();
      this.#connection.wake();
    });
  }

  #adopt(): void {
    this.#outbox.adopt(() => this.#proceed());
  }

  #opened(welcome: Welcome): void {
    this.#adopt();
    this.#user.value = welcome.user;
    this.#delivery.opened(welcome);
    for (const { feed } of this.#rooms.values()) feed.following.join();
  }

  #lost(): void {
    this.#delivery.lost();
    for (const { feed } of this.#rooms.values()) feed.lost();
  }

  #received(packets: Heard[]): void {
    for (const packet of packets) this.#take(packet);
    for (const { feed } of this.#rooms.values()) feed.settle();
    this.#proceed();
  }

  #take(packet: Heard): void {
    if (packet.type === "user") this.#user.value = packet.user;
    else if (packet.type === "ack") this.#acknowledged(packet);
    else if (packet.type === "error" && packet.id !== undefined) {
      this.#refused(packet.id, packet);
    } else if ("room" in packet && packet.room !== undefined) {
      this.#rooms.get(packet.room)?.feed.receive(packet);
    }
  }

  #acknowledged({ id, seq }: Ack): void {
    const entry = this.#delivery.acknowledged(id);
    if (entry) {
      this.#rooms.get(entry.command.room)?.feed.pending.acknowledged(
        entry,
        seq,
      );
    }
  }

  #refused(id: string, error: ErrorPacket): void {
    if (error.code !== "not_joined") return this.#delivery.refused(id, error);
    this.#delivery.landed(id);
    const entry = this.#outbox.find(id);
    if (entry) this.#rooms.get(entry.command.room)?.feed.following.rejoin();
  }

  /** Joins and leaves rooms as needed, and sends the commands that can be sent. */
  #proceed(): void {
    const needed = this.#delivery.rooms();
    for (const slug of needed) this.room(slug);
    for (const [slug, { state }] of this.#rooms) state.tend(needed.has(slug));
    this.#delivery.flush();
  }
}
