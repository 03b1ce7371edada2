import type { ServerPacket } from "@/chat/protocol.ts";
import { History } from "@/tests/simulation/history.ts";
import type { Lookout } from "./lookout.ts";

/** Who connects. */
export interface Visitor {
  /** The person's id, as the server gave it. */
  person: string;
  token: string;
  /** Names the program or tab. */
  client: string;
}

/** The highest `seq` of each room. */
export type Heads = ReadonlyMap<string, number>;

/** Writes down what clients send and hear, at their end of the wire. */
export class Witness {
  readonly history: History;
  readonly #lookout: Lookout;
  readonly #heads = new Map<string, number>();
  #connections = 0;
  #acks = 0;

  constructor(lookout: Lookout) {
    const start = performance.now();
    this.history = new History(() => Math.round(performance.now() - start));
    this.#lookout = lookout;
  }

  /** How far each room is, as far as anybody was told. */
  get heads(): Heads {
    return new Map(this.#heads);
  }

  /** How many there were. */
  get acks(): number {
    return this.#acks;
  }

  /** A connection is open; gives its number. */
  opened({ person, client }: Visitor): number {
    const connection = ++this.#connections;
    this.history.add({ kind: "opened", connection, person, client });
    return connection;
  }

  /** To be called before it is sent: only then does "acknowledged before it was sent" mean something. */
  sent(connection: number, frame: string): void {
    this.history.sent(connection, frame);
  }

  /** Gives the packets in the frame. */
  received(connection: number, frame: string): ServerPacket[] {
    this.history.received(connection, frame);
    const last = this.history.entries.at(-1);
    const packets = last?.kind === "received" ? last.packets : [];
    for (const packet of packets) this.#learn(packet);
    this.#lookout.stir();
    return packets;
  }

  closed(connection: number, code: number): void {
    this.history.add({ kind: "closed", connection, code });
    this.#lookout.stir();
  }

  #learn(packet: ServerPacket): void {
    if (packet.type === "ack") this.#acks++;
    if (packet.type === "joined") this.#raise(packet.room, packet.head);
    else if ("seq" in packet) this.#raise(packet.room, packet.seq);
  }

  #raise(room: string, seq: number): void {
    if (seq > (this.#heads.get(room) ?? 0)) this.#heads.set(room, seq);
  }
}
