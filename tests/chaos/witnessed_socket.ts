import type { ServerPacket } from "@/chat/protocol.ts";
import type { Socket } from "@/client/environment.ts";
import type { Visitor, Witness } from "./witness.ts";

const DONE = 1000;

/** Who is told what a page hears. */
export interface PageListener {
  heard(packets: readonly ServerPacket[]): void;
  /** A connection is gone. */
  lost(): void;
}

/** A socket under the real client, with a witness at its end of the wire. */
export class WitnessedSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number, reason: string) => void) | null = null;
  /** Resolves when the platform has let go of it, which may be long after the client has. */
  readonly gone: Promise<void>;
  readonly #socket: Socket;
  readonly #witness: Witness;
  readonly #listener: PageListener;
  /** Its number, from the moment that it is open until either end closes it. */
  #connection: number | undefined;

  constructor(
    socket: Socket,
    visitor: Visitor,
    witness: Witness,
    listener: PageListener,
  ) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gone = promise;
    this.#socket = socket;
    this.#witness = witness;
    this.#listener = listener;
    socket.onopen = () => {
      this.#connection = witness.opened(visitor);
      this.onopen?.();
    };
    socket.onmessage = (text) => this.#receive(text);
    socket.onclose = (code, reason) => {
      resolve();
      this.#end(code);
      this.onclose?.(code, reason);
    };
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    if (this.#connection !== undefined) {
      this.#witness.sent(this.#connection, text);
    }
    this.#socket.send(text);
  }

  close(code = DONE, reason?: string): void {
    this.#end(code);
    this.#socket.close(code, reason);
  }

  /** Once it was closed here nobody listens any more, though the server may still be heard. */
  #receive(text: string): void {
    if (this.#connection === undefined) return;
    this.#listener.heard(this.#witness.received(this.#connection, text));
    this.onmessage?.(text);
  }

  #end(code: number): void {
    if (this.#connection === undefined) return;
    const connection = this.#connection;
    this.#connection = undefined;
    this.#listener.lost();
    this.#witness.closed(connection, code);
  }
}
