import { SUBPROTOCOL } from "@/chat/protocol.ts";
import { clientFrame, type Frame, FrameReader, OPCODE } from "./frames.ts";
import { type Pace, Pacer } from "./pacer.ts";
import { closeQuietly, connectTo, readSome, writeAll } from "./tcp.ts";

/** A connection that ended without a close frame (RFC 6455, section 7.4.1). */
const ABNORMAL = 1006;
const NO_STATUS = 1005;
/** A proxy may swallow the handshake. */
const HANDSHAKE_MS = 3_000;
const READ_BYTES = 16 * 1024;
const END_OF_HEAD = "\r\n\r\n";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Where a socket leads and as whom. */
export interface Destination {
  port: number;
  token: string;
  pace: Pace;
}

/**
 * A WebSocket over plain TCP. Unlike the platform's, it reads only when it wants to, so that the kernel's buffers fill up and the
 * server feels what a reader is like that is slow or has stopped.
 */
export class RawSocket {
  onmessage: (text: string) => void = () => {};
  onclose: (code: number) => void = () => {};
  readonly #connection: Deno.TcpConn;
  readonly #rest: Uint8Array<ArrayBuffer>;
  readonly #pacer: Pacer;
  readonly #frames = new FrameReader();
  #writing: Promise<unknown> = Promise.resolve();
  #open = true;

  /** Gives `undefined` if the server cannot be reached, does not answer, or lets nobody in. */
  static async open(to: Destination): Promise<RawSocket | undefined> {
    const connection = await connectTo(to.port);
    if (!connection) return undefined;
    const timer = setTimeout(() => closeQuietly(connection), HANDSHAKE_MS);
    const rest = await shakeHands(connection, to);
    clearTimeout(timer);
    if (rest) return new RawSocket(connection, rest, new Pacer(to.pace));
    closeQuietly(connection);
    return undefined;
  }

  private constructor(
    connection: Deno.TcpConn,
    rest: Uint8Array<ArrayBuffer>,
    pacer: Pacer,
  ) {
    this.#connection = connection;
    this.#rest = rest;
    this.#pacer = pacer;
  }

  get open(): boolean {
    return this.#open;
  }

  /** Reads until the end; resolves when it is closed. To be called once, after the callbacks were set. */
  async run(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    let bytes: Uint8Array<ArrayBuffer> | null = this.#rest;
    while (bytes !== null && this.#open) {
      for (const frame of this.#frames.take(bytes)) this.#handle(frame);
      await this.#pacer.turn();
      bytes = this.#open ? await readSome(this.#connection, buffer) : null;
    }
    this.close();
  }

  setPace(pace: Pace): void {
    this.#pacer.set(pace);
  }

  send(text: string): void {
    this.#write(OPCODE.text, encoder.encode(text));
  }

  /** As if the program had ended: without a word. */
  close(code = ABNORMAL): void {
    if (!this.#open) return;
    this.#open = false;
    closeQuietly(this.#connection);
    this.#pacer.set("eager");
    this.onclose(code);
  }

  #handle({ opcode, payload }: Frame): void {
    if (!this.#open) return;
    if (opcode === OPCODE.text) this.onmessage(decoder.decode(payload));
    if (opcode === OPCODE.ping) this.#write(OPCODE.pong, payload);
    if (opcode === OPCODE.close) this.#answerClose(payload);
  }

  /** RFC 6455, section 5.5.1: the answer says the same. */
  #answerClose(payload: Uint8Array<ArrayBuffer>): void {
    const code = payload.length < 2
      ? NO_STATUS
      : new DataView(payload.buffer).getUint16(0);
    this.#write(OPCODE.close, payload);
    this.#writing.then(() => this.close(code));
  }

  #write(opcode: number, payload: Uint8Array<ArrayBuffer>): void {
    const frame = clientFrame(opcode, payload);
    this.#writing = this.#writing.then(async () => {
      if (this.#open && !await writeAll(this.#connection, frame)) this.close();
    });
  }
}

/** Gives what came behind the server's answer, or `undefined` if it is not `101`. */
async function shakeHands(
  connection: Deno.TcpConn,
  { port, token }: Destination,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!await writeAll(connection, handshake(port, token))) return undefined;
  const buffer = new Uint8Array(READ_BYTES);
  let length = 0;
  for (;;) {
    const read = await readSome(connection, buffer.subarray(length));
    if (read === null) return undefined;
    length += read.length;
    const head = new TextDecoder("latin1").decode(buffer.subarray(0, length));
    const end = head.indexOf(END_OF_HEAD);
    if (end < 0) continue;
    return head.startsWith("HTTP/1.1 101 ")
      ? buffer.slice(end + END_OF_HEAD.length, length)
      : undefined;
  }
}

function handshake(port: number, token: string): Uint8Array<ArrayBuffer> {
  const key = crypto.getRandomValues(new Uint8Array(16)).toBase64();
  return encoder.encode([
    "GET /api/chat HTTP/1.1",
    `host: localhost:${port}`,
    "connection: Upgrade",
    "upgrade: websocket",
    `sec-websocket-key: ${key}`,
    "sec-websocket-version: 13",
    `sec-websocket-protocol: ${SUBPROTOCOL}`,
    `authorization: Bearer ${token}`,
    END_OF_HEAD.slice(2),
  ].join("\r\n"));
}
