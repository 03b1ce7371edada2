import type {
  Join,
  Joined,
  Message,
  RoomEvent,
  ServerPacket,
} from "@/chat/protocol.ts";
import type { Target } from "./workload.ts";

/** Messages that a client still does something with. */
const TARGETS = 30;

/** What a raw client knows of a room: where it stands, and some messages to do something with. */
export class RawRoom {
  readonly slug: string;
  readonly #person: string;
  #targets: Target[] = [];
  #epoch: string | undefined;
  cursor = 0;
  joined = false;

  constructor(slug: string, person: string) {
    this.slug = slug;
    this.#person = person;
  }

  get targets(): readonly Target[] {
    return this.#targets;
  }

  get epoch(): string {
    return this.#epoch ?? "none yet";
  }

  /** The `join` that goes on where this stands. */
  join(): Join {
    return {
      type: "join",
      room: this.slug,
      ...(this.#epoch !== undefined &&
        { after: this.cursor, epoch: this.#epoch }),
    };
  }

  /** Whoever asks for something again gets it again. */
  goTo({ after, epoch }: Join): void {
    if (after !== undefined && after < this.cursor && epoch === this.#epoch) {
      this.cursor = after;
    }
  }

  /** What is missing here, if the room's head is `head`. */
  unrest(head: number): string[] {
    if (!this.joined) return [`has not joined '${this.slug}'`];
    return this.cursor < head
      ? [`heard of '${this.slug}' up to ${this.cursor}, the head is ${head}`]
      : [];
  }

  receive(packet: ServerPacket): void {
    if (packet.type === "joined") this.#joined(packet);
    else if (packet.type === "history") this.#history(packet.messages);
    else if ("seq" in packet && "author" in packet) this.#event(packet);
  }

  #joined({ epoch, head, resumed }: Joined): void {
    this.joined = true;
    this.#epoch = epoch;
    if (!resumed) this.cursor = head;
  }

  #history(messages: readonly Message[]): void {
    this.#targets = messages.slice(-TARGETS).map((
      { seq, author, deletedAt },
    ) => ({
      seq,
      own: author.id === this.#person,
      deleted: deletedAt !== undefined,
    }));
  }

  #event(event: RoomEvent): void {
    this.cursor = event.seq;
    if (event.type === "message") {
      const target = {
        seq: event.seq,
        own: event.author.id === this.#person,
        deleted: false,
      };
      this.#targets = [...this.#targets.slice(1 - TARGETS), target];
    }
    if (event.type !== "delete") return;
    this.#targets = this.#targets.map((target) =>
      target.seq === event.target ? { ...target, deleted: true } : target
    );
  }
}
