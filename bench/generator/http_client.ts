import { now } from "./clock.ts";
import { headerOf } from "./handshake.ts";
import type { Socket, Stream } from "./socket.ts";
import { endOfResponse } from "./http_response.ts";
import type { Run } from "./run.ts";

const encoder = new TextEncoder();

/** A browser's connection, kept open, that asks for the same page again and again. */
export class HttpClient implements Stream {
  readonly #run: Run;
  readonly #path: string;
  readonly #answered: (microseconds: number) => void;
  #socket: Socket | undefined;
  #cookie = "";
  #asked = 0;

  /** @param answered Gets the time from each request to the end of its response. */
  constructor(
    run: Run,
    path: string,
    answered: (microseconds: number) => void,
  ) {
    this.#run = run;
    this.#path = path;
    this.#answered = answered;
    run.network.open(run.port, this);
  }

  connected(socket: Socket): void {
    this.#socket = socket;
    this.#ask();
  }

  received(bytes: Uint8Array, end: number): number {
    const response = endOfResponse(bytes, end);
    if (response === undefined) return 0;
    this.#check(response.head);
    this.#answered(now() - this.#asked);
    this.#ask();
    return response.end;
  }

  lost(reason: string): void {
    this.#run.problem(`A connection was lost: ${reason}`);
  }

  /** The first response brings a guest's session, which a browser keeps. */
  #check(head: string): void {
    if (!head.startsWith("HTTP/1.1 200 ")) {
      this.#run.problem(`Expected status 200: ${head.split("\r\n", 1)[0]}`);
    }
    const cookie = headerOf(head, "set-cookie");
    if (cookie) this.#cookie = `Cookie: ${cookie.split(";", 1)[0]}\r\n`;
  }

  #ask(): void {
    this.#asked = now();
    this.#socket?.send(encoder.encode(
      `GET ${this.#path} HTTP/1.1\r\nHost: localhost:${this.#run.port}\r\n` +
        `Accept: text/html\r\nAccept-Encoding: gzip\r\n${this.#cookie}\r\n`,
    ));
  }
}
