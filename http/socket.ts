import type { Chat } from "@/chat/chat.ts";
import type { Connection } from "@/chat/connection.ts";
import type { Channel } from "@/chat/outgoing.ts";
import type { Person } from "@/chat/people.ts";
import { CLOSE } from "@/chat/protocol.ts";
import { report } from "@/chat/report.ts";

/**
 * Connects a WebSocket with the chat. An error that escapes one of its handlers would end the process, so each is wrapped; `close` may come
 * twice and after an `error`.
 */
export function connectSocket(
  chat: Chat,
  socket: WebSocket,
  person: Person,
  address: string,
  leave: () => void,
): void {
  let connection: Connection | undefined;
  const guarded = guardOf(socket);
  socket.onopen = guarded(() => {
    connection = chat.connect(new SocketChannel(socket), person, address);
  });
  socket.onmessage = guarded((event) => connection?.receive(event.data));
  socket.onclose = guarded(() => {
    leave();
    connection?.closed();
  });
  // `close` follows and cleans up; without a listener the error would be thrown.
  socket.onerror = () => {};
}

/** Makes handlers that close the socket rather than throw. */
function guardOf(socket: WebSocket) {
  return <E extends Event>(handle: (event: E) => void) => (event: E): void => {
    try {
      handle(event);
    } catch (error) {
      report(`socket '${event.type}' failed`, error);
      socket.close(CLOSE.fault, "Something went wrong here");
    }
  };
}

class SocketChannel implements Channel {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
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
}
