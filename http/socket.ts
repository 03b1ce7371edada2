import type { Chat } from "@/chat/chat.ts";
import type { Connection } from "@/chat/connection.ts";
import { HANDSHAKE_MS } from "@/chat/limits.ts";
import type { Channel } from "@/chat/outgoing.ts";
import type { Person } from "@/chat/people.ts";
import { CLOSE } from "@/chat/protocol.ts";
import { report } from "@/chat/report.ts";

/** Who was let in at the other end of a socket. */
export interface Admitted {
  person: Person;
  address: string;
  /** Called once or more often when the socket has closed. */
  leave: () => void;
}

/** What is needed of a WebSocket. */
export type Socket =
  & EventTarget
  & Pick<WebSocket, "readyState" | "bufferedAmount" | "send" | "close">;

/** Connects a WebSocket with the chat. */
export function connectSocket(
  chat: Chat,
  socket: Socket,
  admitted: Admitted,
): void {
  const channel = new SocketChannel(chat, socket, admitted);
  socket.addEventListener("open", channel, { once: true });
  // `close` follows an error and cleans up; without a listener the error would be thrown.
  for (const type of ["message", "close", "error"]) {
    socket.addEventListener(type, channel);
  }
}

/** A socket and what listens to it, in one object: there are thousands that wait and do nothing. */
class SocketChannel implements Channel, EventListenerObject {
  readonly #chat: Chat;
  readonly #socket: Socket;
  readonly #admitted: Admitted;
  #connection: Connection | undefined;
  /** Ends the wait for `open` or `close`; nothing where none of them is waited for. */
  #stopWaiting: (() => void) | undefined;

  constructor(chat: Chat, socket: Socket, admitted: Admitted) {
    this.#chat = chat;
    this.#socket = socket;
    this.#admitted = admitted;
    this.#waitForHandshake();
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    this.#waitForHandshake();
  }

  /** An error that escaped from here would end the process. */
  handleEvent(event: Event): void {
    try {
      this.#handle(event);
    } catch (error) {
      report(`socket '${event.type}' failed`, error);
      this.close(CLOSE.fault, "Something went wrong here");
    }
  }

  #handle(event: Event): void {
    if (event instanceof MessageEvent) this.#connection?.receive(event.data);
    else if (event.type === "open") this.#enter();
    else if (event.type === "close") this.#leave();
  }

  /** Of a client that goes away while it opens or closes, the runtime may say nothing at all. */
  #waitForHandshake(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = this.#chat.environment.after(
      HANDSHAKE_MS,
      () => this.#leave(),
    );
  }

  #enter(): void {
    if (!this.#stopWaiting) return this.close(CLOSE.tryAgain, "Too late");
    this.#stopWaiting();
    this.#stopWaiting = undefined;
    const { person, address } = this.#admitted;
    this.#connection = this.#chat.connect(this, person, address);
  }

  /** May come twice, and after an error. */
  #leave(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.#admitted.leave();
    this.#connection?.closed();
  }
}
