import { SUBPROTOCOL } from "@/chat/protocol.ts";
import type { Socket } from "@/client/environment.ts";

/** The platform's WebSocket with a session, which a browser would send as a cookie by itself. */
export class TokenSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number, reason: string) => void) | null = null;
  readonly #socket: WebSocket;

  constructor(port: number, token: string) {
    const options = {
      headers: { authorization: `Bearer ${token}` },
      protocols: [SUBPROTOCOL],
    };
    // @ts-expect-error Deno takes headers; the types are the DOM's, which has none
    this.#socket = new WebSocket(`ws://localhost:${port}/api/chat`, options);
    this.#socket.onopen = () => this.onopen?.();
    this.#socket.onmessage = ({ data }) => this.onmessage?.(String(data));
    this.#socket.onclose = ({ code, reason }) => this.onclose?.(code, reason);
    // `close` follows; without a listener the error would be thrown.
    this.#socket.onerror = () => {};
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }
}
