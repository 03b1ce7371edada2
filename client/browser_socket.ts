import type { Socket } from "./environment.ts";

const SUBPROTOCOL = "chat";

/** A WebSocket as the client uses it. */
export class BrowserSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number, reason: string) => void) | null = null;
  readonly #socket: WebSocket;

  /**
   * Calls `opened` when something comes: some proxies let the handshake through and then nothing more. Throws `SyntaxError` if the address
   * is none for a WebSocket.
   */
  constructor(address: string | URL, opened: () => void = () => {}) {
    this.#socket = new WebSocket(address, SUBPROTOCOL);
    this.#socket.onopen = () => this.onopen?.();
    this.#socket.addEventListener("message", opened, { once: true });
    // Whatever is not text is not of this protocol.
    this.#socket.onmessage = ({ data }) =>
      this.onmessage?.(typeof data === "string" ? data : "");
    // An `error` is always followed by a `close`, which says as much.
    this.#socket.onclose = ({ code, reason }) => this.onclose?.(code, reason);
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    // What is sent while it closes is lost anyway, and browsers complain.
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }
}
