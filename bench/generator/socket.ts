import { EPOLLIN, EPOLLOUT, libc, MSG_NOSIGNAL } from "./libc.ts";
import type { Poller } from "./poller.ts";

/** What is at the other end of a socket, as seen from here. */
export interface Stream {
  connected(socket: Socket): void;
  /**
   * Takes bytes from the start of `bytes` up to `end`, and gives how many it is done with; the rest comes again with what follows.
   * The buffer belongs to the network and is only good during the call.
   */
  received(bytes: Uint8Array, end: number): number;
  /** The connection was refused or is gone; not called after {@linkcode Socket.close}. */
  lost(reason: string): void;
}

/** A TCP connection to this machine that never blocks. */
export class Socket {
  readonly fd: number;
  readonly stream: Stream;
  /** Received bytes that are not done with. */
  rest: Uint8Array | undefined;
  connecting = true;
  open = true;
  readonly #poller: Poller;
  readonly #forget: (fd: number) => void;
  #unsent: Uint8Array<ArrayBuffer>[] = [];

  constructor(
    fd: number,
    stream: Stream,
    poller: Poller,
    forget: (fd: number) => void,
  ) {
    this.fd = fd;
    this.stream = stream;
    this.#poller = poller;
    this.#forget = forget;
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.open) return;
    if (this.#unsent.length > 0) {
      this.#unsent.push(bytes);
      return;
    }
    const sent = this.#write(bytes);
    if (sent === bytes.length) return;
    this.#unsent.push(bytes.subarray(sent));
    this.#poller.change(this.fd, EPOLLIN | EPOLLOUT);
  }

  /** There is room again. */
  flush(): void {
    while (this.#unsent[0] !== undefined) {
      const first = this.#unsent[0];
      const sent = this.#write(first);
      if (sent < first.length) {
        this.#unsent[0] = first.subarray(sent);
        return;
      }
      this.#unsent.shift();
    }
    this.#poller.change(this.fd, EPOLLIN);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.#forget(this.fd);
    libc.close(this.fd);
  }

  /** An error shows itself as a hang-up in the next turn, so nothing is lost by taking it for a full buffer. */
  #write(bytes: Uint8Array<ArrayBuffer>): number {
    return Math.max(
      0,
      libc.send(this.fd, bytes, bytes.length, MSG_NOSIGNAL),
    );
  }
}
