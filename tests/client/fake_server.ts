import type {
  Ack,
  Author,
  ClientPacket,
  Command,
  ErrorPacket,
  Message,
  RoomEvent,
  ServerPacket,
} from "@/chat/protocol.ts";
import type { FakeClock } from "./fake_clock.ts";
import type { FakeSocket } from "./fake_socket.ts";
import { materialize } from "./model.ts";
import { ADA, welcome } from "./packets.ts";

const LATENCY_MS = 10;
const HISTORY = 50;

interface Peer {
  socket: FakeSocket;
  user: Author;
  rooms: Set<string>;
  /** False once the network between the two is gone. */
  alive: boolean;
}

/** A server that keeps the protocol's promises, on a network that a test can break. Each way takes 10 ms. */
export class FakeServer {
  epoch = "epoch1";
  /** What each room's log holds. */
  readonly logs = new Map<string, RoomEvent[]>();
  /** Every command that arrived, in order, however it was answered. */
  readonly arrived: Command[] = [];
  /** Refuses new connections while false. */
  up = true;
  /** Drops an answer to a command while it says so. */
  swallow: (packet: ServerPacket) => boolean = () => false;
  /** Refuses a command before it has any effect. */
  refuse: (command: Command) => Omit<ErrorPacket, "type"> | undefined = () =>
    undefined;
  readonly #clock: FakeClock;
  readonly #acks = new Map<string, Ack>();
  #peers: Peer[] = [];

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** The other end of each socket of this person. */
  acceptFor(user: Author = ADA): (socket: FakeSocket) => void {
    return (socket) =>
      this.#clock.set(() => this.#accept(socket, user), LATENCY_MS);
  }

  /** Everybody's connection breaks; what was on its way is gone. */
  cut(code = 1006): void {
    const peers = this.#peers;
    this.#peers = [];
    for (const peer of peers) {
      peer.alive = false;
      peer.socket.drop(code);
    }
  }

  log(room: string): RoomEvent[] {
    const log = this.logs.get(room) ?? [];
    this.logs.set(room, log);
    return log;
  }

  messages(room: string): Message[] {
    return materialize(this.log(room));
  }

  /** Somebody does something in a room; gives the event's `seq`. */
  commit(command: Command, author: Author): number {
    const log = this.log(command.room);
    const event = eventOf(command, author, log.length + 1, this.#clock.now);
    log.push(event);
    for (const peer of this.#peers) {
      if (peer.rooms.has(command.room)) this.#send(peer, event);
    }
    return event.seq;
  }

  #accept(socket: FakeSocket, user: Author): void {
    if (!this.up) return socket.drop();
    const peer: Peer = { socket, user, rooms: new Set(), alive: true };
    this.#peers.push(peer);
    socket.onsent = (packet) =>
      this.#later(peer, () => this.#receive(peer, packet));
    this.#send(peer, welcome(user));
  }

  #receive(peer: Peer, packet: ClientPacket): void {
    if (packet.type === "ping") this.#send(peer, { type: "pong" });
    else if (packet.type === "join") this.#join(peer, packet);
    else if (packet.type === "leave") peer.rooms.delete(packet.room);
    else if ("id" in packet) this.#obey(peer, packet);
  }

  #join(
    peer: Peer,
    { room, after, epoch }: Extract<ClientPacket, { type: "join" }>,
  ): void {
    const log = this.log(room);
    const head = log.length;
    const resumed = after !== undefined && epoch === this.epoch &&
      after <= head;
    peer.rooms.add(room);
    this.#send(peer, {
      type: "joined",
      room,
      epoch: this.epoch,
      head,
      resumed,
    });
    if (resumed) {
      return log.slice(after).forEach((event) => this.#send(peer, event));
    }
    const messages = this.messages(room);
    this.#send(peer, {
      type: "history",
      room,
      messages: messages.slice(-HISTORY),
      more: messages.length > HISTORY,
    });
  }

  #obey(peer: Peer, command: Command): void {
    this.arrived.push(command);
    const refused = this.refuse(command);
    if (refused) {
      return this.#send(peer, {
        type: "error",
        id: command.id,
        room: command.room,
        ...refused,
      });
    }
    const key = `${peer.user.id}/${command.id}`;
    const known = this.#acks.get(key);
    if (known) return this.#send(peer, known);
    const seq = this.commit(command, peer.user);
    const ack: Ack = {
      type: "ack",
      id: command.id,
      room: command.room,
      seq,
      at: this.#clock.now,
    };
    this.#acks.set(key, ack);
    this.#send(peer, ack);
  }

  #send(peer: Peer, packet: ServerPacket): void {
    if (!this.swallow(packet)) this.#later(peer, () => peer.socket.say(packet));
  }

  #later(peer: Peer, run: () => void): void {
    this.#clock.set(() => peer.alive && run(), LATENCY_MS);
  }
}

function eventOf(
  command: Command,
  author: Author,
  seq: number,
  at: number,
): RoomEvent {
  const stamp = { room: command.room, seq, author, at };
  switch (command.type) {
    case "post":
      return {
        type: "message",
        ...stamp,
        id: command.id,
        body: command.body,
        ...reply(command.replyTo),
      };
    case "edit":
      return {
        type: "edit",
        ...stamp,
        target: command.target,
        body: command.body,
      };
    case "delete":
      return { type: "delete", ...stamp, target: command.target };
    case "react":
      return {
        type: "react",
        ...stamp,
        target: command.target,
        emoji: command.emoji,
        on: command.on,
      };
  }
}

function reply(replyTo: number | undefined): { replyTo?: number } {
  return replyTo === undefined ? {} : { replyTo };
}
