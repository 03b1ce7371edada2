import type {
  ClientPacket,
  Command,
  ErrorPacket,
  ServerPacket,
} from "@/chat/protocol.ts";
import type { Random } from "./random.ts";
import { RawOutbox } from "./raw_outbox.ts";
import { RawRoom } from "./raw_room.ts";
import type { Visitor } from "./sim_link.ts";
import type { Network } from "./sim_network.ts";
import type { SimSocket } from "./sim_socket.ts";
import type { World } from "./world.ts";

const SILENCE_MS = 20_000;
const CHECK_MS = 7_000;
const LONGEST_WAIT_MS = 1_500;
const RETRY_MS = 400;
/** Commands that it sends again at once. */
const WINDOW = 40;
/** Well below what a server takes. */
const FRAME_LENGTH = 20_000;

/**
 * A client of a few lines, written from the protocol's page: it sends many commands at once and keeps each until it has its
 * answer. Whatever it is told to send, it sends, sense or nonsense.
 */
export class RawClient {
  readonly rooms: readonly RawRoom[];
  readonly outbox = new RawOutbox();
  readonly #world: World;
  readonly #network: Network;
  readonly #visitor: Visitor;
  readonly #random: Random;
  /** Puts all that it has to say into one frame. */
  readonly #batches: boolean;
  #socket: SimSocket | undefined;
  #welcomed = false;
  #heardAt = 0;

  constructor(
    world: World,
    network: Network,
    visitor: Visitor,
    rooms: readonly string[],
  ) {
    this.#world = world;
    this.#network = network;
    this.#visitor = visitor;
    this.#random = world.random.fork();
    this.#batches = this.#random.chance(0.5);
    this.rooms = rooms.map((room) => new RawRoom(room, visitor.person.id));
  }

  get name(): string {
    return this.#visitor.client;
  }

  get person(): string {
    return this.#visitor.person.id;
  }

  start(): void {
    this.#connect();
    this.#watch();
  }

  /** Sends a command until it has its answer, if this client follows its room. */
  take(command: Command): void {
    if (!this.#roomOf(command)) return;
    this.outbox.add(command);
    if (this.#roomOf(command)?.joined) this.send(command);
  }

  /** Sends if there is a connection. */
  send(...packets: ClientPacket[]): void {
    if (!this.#welcomed) return;
    for (const packet of packets) if ("id" in packet) this.outbox.sent(packet);
    for (const frame of this.#frames(packets)) this.sendFrame(frame);
  }

  sendFrame(frame: string): void {
    if (this.#welcomed) this.#socket?.send(frame);
  }

  /** What is not as it should be in the end; nothing if everything was answered and nothing is missing up to the heads. */
  unrest(headOf: (room: string) => number): string[] {
    const { outbox, rooms, name } = this;
    return [
      ...outbox.waiting.map(({ id }) => `${name} waits to send '${id}'`),
      ...outbox.unanswered.map((id) =>
        `${name} waits for an answer to '${id}'`
      ),
      ...rooms.flatMap((room) => room.unrest(headOf(room.slug))).map((what) =>
        `${name} ${what}`
      ),
    ];
  }

  #connect(): void {
    const socket = this.#network.connect(this.#visitor);
    socket.onmessage = (text) => this.#receive(text);
    socket.onclose = () => this.#lost();
    this.#socket = socket;
    this.#heardAt = this.#world.scheduler.elapsed;
  }

  #lost(): void {
    this.#socket = undefined;
    this.#welcomed = false;
    this.outbox.lost();
    for (const room of this.rooms) room.joined = false;
    this.#after(this.#random.below(LONGEST_WAIT_MS), () => this.#connect());
  }

  /** Nobody tells when a connection is dead. */
  #watch(): void {
    this.#after(CHECK_MS, () => this.#watch());
    if (!this.#socket) return;
    if (this.#world.scheduler.elapsed - this.#heardAt > SILENCE_MS) {
      return this.#giveUp(this.#socket);
    }
    this.send({ type: "ping", at: this.#world.scheduler.now });
    for (const room of this.rooms) this.#join(room);
    this.#resend();
  }

  #giveUp(socket: SimSocket): void {
    socket.onclose = socket.onmessage = null;
    socket.close();
    this.#lost();
  }

  #receive(text: string): void {
    this.#heardAt = this.#world.scheduler.elapsed;
    for (const packet of this.#world.history.read(text)) this.#handle(packet);
  }

  #handle(packet: ServerPacket): void {
    if (packet.type === "welcome") return this.#welcome();
    if (packet.type === "ack") return this.#acknowledged(packet.id);
    if (packet.type === "error") return this.#refused(packet);
    if (!("room" in packet)) return;
    this.#room(packet.room)?.receive(packet);
    if (packet.type === "joined") this.#resend();
  }

  #welcome(): void {
    this.#welcomed = true;
    this.send(...this.rooms.map((room) => room.join()));
  }

  #join(room: RawRoom): void {
    if (!room.joined) this.send(room.join());
  }

  /** Sends what has no answer yet, but not so much that the server would take it for a flood. */
  #resend(): void {
    this.send(
      ...this.outbox.next(
        WINDOW,
        (command) => this.#roomOf(command)?.joined === true,
      ),
    );
  }

  #acknowledged(id: string): void {
    this.outbox.acknowledged(id);
    if (this.outbox.unanswered.length === 0) this.#resend();
  }

  #refused({ id, room, code, retryAfter = RETRY_MS }: ErrorPacket): void {
    if (id === undefined) return this.#keptOut(room);
    const command = this.outbox.refused(id, code);
    if (!command) return;
    this.#after(retryAfter + this.#random.below(RETRY_MS), () => {
      if (this.outbox.has(id) && this.#roomOf(command)?.joined) {
        this.send(command);
      }
    });
  }

  /** Refused to let it into a room: it comes back. */
  #keptOut(slug: string | undefined): void {
    const room = this.#room(slug);
    if (room && !room.joined) this.#after(RETRY_MS, () => this.#join(room));
  }

  #roomOf(command: Command): RawRoom | undefined {
    return this.#room(command.room);
  }

  #room(slug: string | undefined): RawRoom | undefined {
    return this.rooms.find((room) => room.slug === slug);
  }

  #after(ms: number, run: () => void): void {
    this.#world.scheduler.after(ms, run);
  }

  #frames(packets: readonly ClientPacket[]): string[] {
    const texts = packets.map((packet) => JSON.stringify(packet));
    const size = texts.reduce((sum, text) => sum + text.length, 0);
    return this.#batches && size < FRAME_LENGTH ? [`[${texts}]`] : texts;
  }
}
