import type { ClientPacket, ServerPacket } from "@/chat/protocol.ts";
import type { Random } from "@/tests/simulation/random.ts";
import type { Pace } from "./pacer.ts";
import { RawSocket } from "./raw_socket.ts";
import type { Visitor, Witness } from "./witness.ts";

const LONGEST_WAIT_MS = 400;
const WATCH_MS = 1_000;
/** A program that hears nothing for so long gives its connection up. */
const SILENCE_MS = 4_000;

/** What a line is made of. */
export interface LineParts {
  witness: Witness;
  visitor: Visitor;
  random: Random;
  /** The port of a server, another one each time. */
  port(): number;
}

export interface LineListener {
  received(packets: readonly ServerPacket[]): void;
  /** A connection is gone. */
  lost(): void;
}

/** A program's connection: whenever it is lost, there is soon another one. */
export class Line {
  readonly #parts: LineParts;
  readonly #listener: LineListener;
  #pace: Pace;
  #socket: RawSocket | undefined;
  #connection = 0;
  #heardAt = 0;
  #running: Promise<void> | undefined;
  #stopping = Promise.withResolvers<void>();
  #stopped = false;

  constructor(parts: LineParts, listener: LineListener, pace: Pace) {
    this.#parts = parts;
    this.#listener = listener;
    this.#pace = pace;
  }

  get open(): boolean {
    return this.#socket !== undefined;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopping.resolve();
    this.#socket?.close();
    await this.#running;
  }

  set pace(pace: Pace) {
    this.#pace = pace;
    this.#heardAt = performance.now();
    this.#socket?.setPace(pace);
  }

  /** Sends a frame. */
  send(frame: string): void {
    if (!this.#socket?.open) return;
    this.#parts.witness.sent(this.#connection, frame);
    this.#socket.send(frame);
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const { port, visitor: { token } } = this.#parts;
      const to = { port: port(), token, pace: this.#pace };
      const socket = await RawSocket.open(to);
      if (socket) await this.#use(socket);
      await this.#pause(this.#parts.random.below(LONGEST_WAIT_MS));
    }
  }

  /** Resolves when the connection is gone. */
  async #use(socket: RawSocket): Promise<void> {
    if (this.#stopped) return socket.close();
    this.#connection = this.#parts.witness.opened(this.#parts.visitor);
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.onmessage = (frame) => this.#receive(frame);
    socket.onclose = (code) => this.#lose(code);
    const watch = setInterval(() => this.#watch(socket), WATCH_MS);
    await socket.run();
    clearInterval(watch);
  }

  #lose(code: number): void {
    this.#socket = undefined;
    this.#listener.lost();
    this.#parts.witness.closed(this.#connection, code);
  }

  #receive(frame: string): void {
    this.#heardAt = performance.now();
    this.#listener.received(
      this.#parts.witness.received(this.#connection, frame),
    );
  }

  /** Nobody tells when a connection is dead. Who reads slowly cannot know. */
  #watch(socket: RawSocket): void {
    if (this.#pace !== "eager") return;
    const silence = performance.now() - this.#heardAt;
    if (silence > SILENCE_MS) socket.close();
    else if (silence > WATCH_MS) this.send(PING);
  }

  async #pause(ms: number): Promise<void> {
    const over = Promise.withResolvers<void>();
    const timer = setTimeout(over.resolve, ms);
    await Promise.race([over.promise, this.#stopping.promise]);
    clearTimeout(timer);
  }
}

const PING = JSON.stringify({ type: "ping" } satisfies ClientPacket);
