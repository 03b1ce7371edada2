import type { ClientPacket, ServerPacket } from "@/chat/protocol.ts";
import { parseFrame } from "@/chat/protocol.ts";
import type { Socket } from "@/client/environment.ts";

/** A socket whose other end is the test. */
export class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number, reason: string) => void) | null = null;
  bufferedAmount = 0;
  /** The other end; without one, what is sent is only kept in {@linkcode sent}. */
  onsent: ((packet: ClientPacket) => void) | null = null;
  /** What the client sent, in order. */
  readonly sent: ClientPacket[] = [];
  /** The code with which the client closed it. */
  closedWith: number | undefined;
  #problem: string | undefined;

  send(text: string): void {
    for (const parsed of parseFrame(text)) {
      if (!parsed.ok) {
        this.#problem = parsed.error.message;
        return;
      }
      this.sent.push(parsed.value);
      this.onsent?.(parsed.value);
    }
  }

  close(code = 1005): void {
    this.closedWith = code;
  }

  /** The server says this, in one frame. */
  say(...packets: ServerPacket[]): void {
    this.onmessage?.(
      JSON.stringify(packets.length === 1 ? packets[0] : packets),
    );
  }

  /** The server closes, or the network breaks. */
  drop(code = 1006): void {
    this.onclose?.(code, "");
  }

  /** Takes what was sent since the last time. */
  take(): ClientPacket[] {
    if (this.#problem) {
      throw new Error(`The client sent what no server takes: ${this.#problem}`);
    }
    return this.sent.splice(0);
  }
}
