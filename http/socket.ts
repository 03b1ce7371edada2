import type { Chat } from "@/chat/chat.ts";
import type { Connection } from "@/chat/connection.ts";
import type { Channel } from "@/chat/outgoing.ts";
import type { Person } from "@/chat/people.ts";
import { CLOSE } from "@/chat/protocol.ts";
import { report } from "@/chat/report.ts";

/** Who is at the other end of a socket. */
export interface Peer {
  person: Person;
  address: string;
  /** Called once or more often when the socket has closed. */
  leave: () => void;
}

/** Connects a WebSocket with the chat. */
export function connectSocket(chat: Chat, socket: WebSocket, peer: Peer): void {
  const channel = new SocketChannel(chat, socket, peer);
  // `close` follows an error and cleans up; without a listener the error would be thrown.
  for (const type of ["open", "message", "close", "error"]) {
    socket.addEventListener(type, channel);
  }
}

/** A socket and what listens to it, in one object: there are thousands that wait and do nothing. */
class SocketChannel implements Channel, EventListenerObject {
  readonly #chat: Chat;
  readonly #socket: WebSocket;
  readonly #peer: Peer;
  #connection: Connection | undefined;

  constructor(chat: Chat, socket: WebSocket, peer: Peer) {
    this.#chat = chat;
    this.#socket = socket;
    this.#peer = peer;
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
  }

  /** An error that escaped from here would end the process. */
  handleEvent(event: Event): void {
    try {
      this.#handle(event);
    } catch (error) {
      report(`socket '${event.type}' failed`, error);
      this.#socket.close(CLOSE.fault, "Something went wrong here");
    }
  }

  #handle(event: Event): void {
    if (event instanceof MessageEvent) this.#connection?.receive(event.data);
    else if (event.type === "open") this.#enter();
    else if (event.type === "close") this.#leave();
  }

  #enter(): void {
    const { person, address } = this.#peer;
    this.#connection = this.#chat.connect(this, person, address);
  }

  /** May come twice, and after an error. */
  #leave(): void {
    this.#peer.leave();
    this.#connection?.closed();
  }
}
