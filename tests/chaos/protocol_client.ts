import type {
  ClientPacket,
  Command,
  ErrorPacket,
  ServerPacket,
} from "@/chat/protocol.ts";
import { RawRoom } from "@/tests/simulation/raw_room.ts";
import { Errands } from "./errands.ts";
import { framesOf } from "./framing.ts";
import { Line, type LineParts } from "./line.ts";
import type { Pace } from "./pacer.ts";
import type { Heads } from "./witness.ts";

/** Commands that wait for their answer at a time. A server takes 64, and closes the connection of one who goes on trying with more. */
const WINDOW = 50;
const RETRY_MS = 300;
/** A spread for what many would do at once. */
const SPREAD_MS = 300;

/**
 * A client of a few lines, written from the protocol's page: it resumes where it stood, and sends again what was not answered. Unlike the real one it
 * sends as much at once as it likes.
 */
export class ProtocolClient {
  readonly rooms: readonly RawRoom[];
  readonly errands = new Errands();
  readonly #line: Line;
  readonly #random: LineParts["random"];
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #lost: () => void;
  #welcomed = false;

  /** `lost` is called whenever a connection is gone. */
  constructor(
    parts: LineParts,
    rooms: readonly string[],
    pace: Pace,
    lost: () => void,
  ) {
    this.rooms = rooms.map((room) => new RawRoom(room, parts.visitor.person));
    this.#random = parts.random;
    this.#lost = lost;
    this.#line = new Line(parts, {
      received: (packets) => this.#receive(packets),
      lost: () => this.#disconnected(),
    }, pace);
  }

  set pace(pace: Pace) {
    this.#line.pace = pace;
  }

  start(): void {
    this.#line.start();
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#line.stop();
  }

  /** Sees to it that the commands get their answers, however often they have to be sent. Those for other rooms are none of its business. */
  take(...commands: Command[]): void {
    for (const command of commands) {
      if (this.#roomOf(command)) this.errands.add(command);
    }
    this.#proceed();
  }

  /** Like {@linkcode take}, but sends all of them at once. */
  rush(...commands: Command[]): void {
    for (const command of commands) this.errands.add(command);
    this.send(...commands.filter((command) => this.#roomOf(command)?.joined));
  }

  /** Sends packets if the server has said that it is there. */
  send(...packets: ClientPacket[]): void {
    if (!this.#welcomed) return;
    this.errands.sent(packets);
    for (const frame of framesOf(packets)) this.#line.send(frame);
  }

  /** Sends a frame of whatever kind. */
  sendFrame(frame: string): void {
    if (this.#welcomed) this.#line.send(frame);
  }

  isAt(heads: Heads): boolean {
    return this.#welcomed &&
      this.rooms.every(({ slug, joined, cursor }) =>
        joined && cursor >= (heads.get(slug) ?? 0)
      );
  }

  #disconnected(): void {
    this.#welcomed = false;
    this.errands.lost();
    for (const room of this.rooms) room.joined = false;
    this.#lost();
  }

  #receive(packets: readonly ServerPacket[]): void {
    for (const packet of packets) this.#handle(packet);
    this.#proceed();
  }

  /** Sends what was not sent on this connection yet, as much as may be on its way at a time. */
  #proceed(): void {
    const free = WINDOW - this.errands.owed.length;
    if (free <= 0) return;
    const next = this.errands.unsent.filter((command) =>
      this.#roomOf(command)?.joined
    );
    this.send(...next.slice(0, free));
  }

  #handle(packet: ServerPacket): void {
    if (packet.type === "welcome") return this.#welcome();
    if (packet.type === "ack") return this.errands.acknowledged(packet);
    if (packet.type === "error") return this.#refused(packet);
    if (!("room" in packet)) return;
    this.rooms.find(({ slug }) => slug === packet.room)?.receive(packet);
  }

  #welcome(): void {
    this.#welcomed = true;
    this.send(...this.rooms.map((room) => room.join()));
  }

  #refused(error: ErrorPacket): void {
    if (error.id === undefined) return this.#keptOut(error);
    const { id, retryAfter = RETRY_MS } = error;
    if (!this.errands.refused(error)) return;
    this.#later(retryAfter, () => {
      this.errands.again(id);
      this.#proceed();
    });
  }

  #keptOut(error: ErrorPacket): void {
    const room = this.rooms.find(({ slug }) => slug === error.room);
    if (!room) return;
    this.#later(RETRY_MS, () => {
      if (!room.joined) this.send(room.join());
    });
  }

  #roomOf(command: Command): RawRoom | undefined {
    return this.rooms.find(({ slug }) => slug === command.room);
  }

  #later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms + this.#random.below(SPREAD_MS));
    this.#timers.add(timer);
  }
}
