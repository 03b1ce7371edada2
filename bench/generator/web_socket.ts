import { Buffer } from "node:buffer";
import { clientFrame, FrameReader, OPCODE } from "./frames.ts";
import { checkHandshake, handshakeRequest, newKey } from "./handshake.ts";
import type { Network } from "./network.ts";
import type { Socket, Stream } from "./socket.ts";

const END_OF_HEAD = "\r\n\r\n";
/** Used by all, one after another. */
const reader = new FrameReader();
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Who is told what happens on a WebSocket. */
export interface Handlers {
  opened(): void;
  /** Takes as many whole frames at `start` as it knows without their being read, and gives how many bytes they are. */
  known(bytes: Uint8Array, start: number, end: number): number;
  /** A text frame from `begin`, its payload from `start`; the bytes are only good during the call. */
  frame(
    bytes: Uint8Array,
    begin: number,
    start: number,
    end: number,
  ): void;
  lost(reason: string): void;
}

/** The client's end of a WebSocket. */
export class ClientWebSocket implements Stream {
  readonly #socket: Socket;
  readonly #handlers: Handlers;
  readonly #host: string;
  readonly #path: string;
  readonly #key = newKey();
  #upgraded = false;

  constructor(
    network: Network,
    port: number,
    path: string,
    handlers: Handlers,
  ) {
    this.#handlers = handlers;
    this.#host = `localhost:${port}`;
    this.#path = path;
    this.#socket = network.open(port, this);
  }

  /** Sends a frame for each text, all of them at once. */
  send(...texts: string[]): void {
    const frames = texts
      .map((text) => newFrame(OPCODE.text, encoder.encode(text)));
    this.#socket.send(Buffer.concat(frames));
  }

  close(): void {
    this.#socket.close();
  }

  connected(socket: Socket): void {
    const request = handshakeRequest(this.#host, this.#path, this.#key);
    socket.send(encoder.encode(request));
  }

  received(bytes: Uint8Array, end: number): number {
    try {
      if (this.#upgraded) return this.#frames(bytes, 0, end);
      return this.#upgrade(bytes, end);
    } catch (error) {
      this.close();
      this.lost(error instanceof Error ? error.message : String(error));
      return end;
    }
  }

  lost(reason: string): void {
    this.#handlers.lost(reason);
  }

  /** The first frames may come together with the head. */
  #upgrade(bytes: Uint8Array, end: number): number {
    const text = decoder.decode(bytes.subarray(0, end));
    const length = text.indexOf(END_OF_HEAD);
    if (length < 0) return 0;
    checkHandshake(text.slice(0, length), this.#key);
    this.#upgraded = true;
    this.#handlers.opened();
    const head = length + END_OF_HEAD.length;
    return this.#frames(bytes, head, end);
  }

  #frames(bytes: Uint8Array, from: number, end: number): number {
    let at = from + this.#handlers.known(bytes, from, end);
    while (reader.read(bytes, at, end)) {
      at = reader.end;
      if (reader.opcode === OPCODE.text) {
        this.#handlers.frame(bytes, reader.begin, reader.start, reader.end);
      } else this.#control(bytes.slice(reader.start, reader.end));
    }
    return at;
  }

  /** RFC 6455, section 5.5. */
  #control(payload: Uint8Array): void {
    if (reader.opcode === OPCODE.ping) {
      this.#socket.send(newFrame(OPCODE.pong, payload));
    } else if (reader.opcode === OPCODE.close) {
      this.close();
      this.lost(closeReason(payload));
    }
  }
}

function newFrame(
  opcode: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return clientFrame(opcode, payload, Math.random() * 2 ** 32 >>> 0);
}

function closeReason(payload: Uint8Array): string {
  const [high = 0, low = 0] = payload;
  const reason = decoder.decode(payload.subarray(2));
  return `the server closed the WebSocket with ${high * 256 + low} '${reason}'`;
}
