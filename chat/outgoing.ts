import { frameOf } from "./frame.ts";
import { SOCKET_BUFFER_BYTES, SOCKET_BUFFER_CEILING_BYTES } from "./limits.ts";
import { CLOSE, type ServerPacket } from "./protocol.ts";

/** A WebSocket, as far as a connection needs one. */
export interface Channel {
  /** False before it is open and from the first word of closing on. */
  readonly open: boolean;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** What leaves through a channel. A peer that does not read costs what is queued for it, and that is bounded. */
export class Outgoing {
  readonly #channel: Channel;
  readonly #onClosing: () => void;
  #answers: string[] = [];
  #closing = false;

  /** Calls `onClosing` once when it closes, whoever closes it. */
  constructor(channel: Channel, onClosing: () => void) {
    this.#channel = channel;
    this.#onClosing = onClosing;
  }

  get open(): boolean {
    return !this.#closing && this.#channel.open;
  }

  /** True from the first word of closing on. */
  get closing(): boolean {
    return this.#closing;
  }

  get full(): boolean {
    return this.#channel.bufferedAmount > SOCKET_BUFFER_BYTES;
  }

  answer(packet: ServerPacket): void {
    this.answerText(JSON.stringify(packet));
  }

  /** Like {@linkcode answer}, with a packet that is in JSON already. Answers of one turn leave in one frame. */
  answerText(text: string): void {
    if (this.#closing) return;
    if (this.#answers.length === 0) queueMicrotask(() => this.flush());
    this.#answers.push(text);
  }

  /** Sends a frame after all that was answered before: `joined` precedes its events. */
  send(frame: string): void {
    this.flush();
    if (this.open) this.#channel.send(frame);
  }

  flush(): void {
    if (this.#answers.length === 0 || !this.open) return;
    const frame = frameOf(this.#answers);
    this.#answers = [];
    // Who sends but does not read: nothing more is queued for them.
    if (this.#channel.bufferedAmount > SOCKET_BUFFER_CEILING_BYTES) {
      return this.close(CLOSE.tryAgain, "Read what was sent first");
    }
    this.#channel.send(frame);
  }

  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.flush();
    if (this.#closing) return;
    this.closed();
    this.#channel.close(code, reason);
  }

  /** The other side has closed. */
  closed(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#onClosing();
  }
}
