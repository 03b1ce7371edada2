import type { Channel } from "@/chat/outgoing.ts";
import type { ServerPacket } from "@/chat/protocol.ts";

type Named<T extends ServerPacket["type"]> = Extract<ServerPacket, { type: T }>;

/** A socket's other end: keeps what was sent, and lets a test wait for it. */
export class RecordedChannel implements Channel {
  readonly frames: string[] = [];
  open = true;
  bufferedAmount = 0;
  /** Called in a later turn when it has closed, as a socket would. */
  onClose: () => void = () => {};
  /** How the server closed it. */
  closed: { code: number; reason: string } | undefined;
  #happened = Promise.withResolvers<void>();

  send(text: string): void {
    if (!this.open) throw new Error("Cannot send on a closed channel");
    this.frames.push(text);
    this.#wake();
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason };
    this.hangUp();
  }

  /** The other side is gone, or has heard that it is to close. */
  hangUp(): void {
    if (!this.open) return;
    this.open = false;
    this.#wake();
    setTimeout(() => this.onClose());
  }

  /** Everything that was sent, in order. */
  get packets(): ServerPacket[] {
    return this.frames.flatMap((frame) => JSON.parse(frame));
  }

  of<T extends ServerPacket["type"]>(type: T): Named<T>[] {
    return this.packets.filter((packet) => isNamed(packet, type));
  }

  /** The `seq` of each event that was sent for a room. */
  seqs(room = "lobby"): number[] {
    return this.packets.flatMap((packet) =>
      "seq" in packet && "author" in packet && packet.room === room
        ? [packet.seq]
        : []
    );
  }

  /** The `count`-th packet of this type, as soon as it is there. */
  async receives<T extends ServerPacket["type"]>(
    type: T,
    count = 1,
  ): Promise<Named<T>> {
    for (;;) {
      const found = this.of(type)[count - 1];
      if (found) return found;
      await this.#happened.promise;
    }
  }

  /** Waits until this event of the room was sent. */
  async reaches(seq: number, room = "lobby"): Promise<void> {
    while (!this.seqs(room).includes(seq)) await this.#happened.promise;
  }

  async closes(): Promise<{ code: number; reason: string }> {
    while (!this.closed) await this.#happened.promise;
    return this.closed;
  }

  #wake(): void {
    this.#happened.resolve();
    this.#happened = Promise.withResolvers();
  }
}

function isNamed<T extends ServerPacket["type"]>(
  packet: ServerPacket,
  type: T,
): packet is Named<T> {
  return packet.type === type;
}
