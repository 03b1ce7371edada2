import type { Socket } from "./environment.ts";

/** WebSockets that may fail to open, one after another, before a stream of events is tried. */
const FAILURES = 2;
/** How long a stream serves before a WebSocket is tried again. */
const STREAM_MS = 30 * 60_000;

/** Opens the two kinds of socket. Each calls `opened` once if it gets that far. */
export interface Kinds {
  now(): number;
  webSocket(opened: () => void): Socket;
  stream(opened: () => void): Socket;
}

/** Chooses between a WebSocket and, where the network lets none through, a stream of events. */
export class Transport {
  readonly #kinds: Kinds;
  #failures = 0;
  /** When the stream began that works; null if none does. */
  #streaming: number | null = null;

  constructor(kinds: Kinds) {
    this.#kinds = kinds;
  }

  /** True if WebSockets don't get through, and a stream does. */
  get streams(): boolean {
    return this.#streaming !== null;
  }

  open(): Socket {
    const now = this.#kinds.now();
    if (this.#streaming !== null && now - this.#streaming > STREAM_MS) {
      this.#streaming = null;
      this.#failures = FAILURES - 1;
    }
    return this.#failures < FAILURES
      ? this.#openWebSocket()
      : this.#openStream(now);
  }

  #openWebSocket(): Socket {
    this.#failures++;
    return this.#kinds.webSocket(() => {
      this.#failures = 0;
      this.#streaming = null;
    });
  }

  /** If that fails too, it is not the WebSocket's fault. */
  #openStream(now: number): Socket {
    this.#failures = this.#streaming === null ? 0 : FAILURES;
    return this.#kinds.stream(() => {
      this.#failures = FAILURES;
      this.#streaming ??= now;
    });
  }
}
