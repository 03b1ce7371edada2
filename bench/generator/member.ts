import type { Control, Cursor, Dialect } from "./dialect.ts";
import type { Network } from "./network.ts";
import { ClientWebSocket, type Handlers } from "./web_socket.ts";

const decoder = new TextDecoder();
/** Confab takes no larger frames (`docs/protocol.md`). */
const FRAME_BYTES = 64 * 1024;
/** What a packet takes beside its text, at most. */
const PACKET_BYTES = 128;

/** Who looks after the members of a run. */
export interface Host {
  readonly network: Network;
  readonly dialect: Dialect;
  readonly port: number;
  joined(member: Member, epoch: string | undefined, head: number): void;
  /** Frames after `joined`, as many as need not be read; gives how many bytes they are. */
  takeKnown(
    member: Member,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number;
  /** A frame after `joined`, with its header; gives how many messages are in it. */
  take(
    member: Member,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number;
  /** So many posts of a writer are committed. */
  confirmed(member: Member, count: number): void;
  problem(reason: string): void;
}

/** Where a member belongs. */
export interface Seat {
  /** Among all members. */
  index: number;
  room: number;
  /** Its number among all writers, if it writes. */
  writer?: number;
  cursor?: Cursor;
}

/** One connection that has joined, or is about to join, one room. */
export class Member implements Handlers {
  readonly seat: Seat;
  /** Posts sent so far. */
  sent = 0;
  /** Posts that were confirmed. */
  confirmed = 0;
  joined = false;
  readonly #host: Host;
  readonly #socket: ClientWebSocket;

  constructor(host: Host, seat: Seat) {
    this.#host = host;
    this.seat = seat;
    const { network, port, dialect } = host;
    this.#socket = new ClientWebSocket(network, port, dialect.path, this);
  }

  /** Posts texts, in as few frames as may be, with one system call. */
  post(texts: readonly string[]): void {
    const { dialect } = this.#host;
    const room = roomName(this.seat.room);
    const frames = inFrames(texts).map((some) => {
      const frame = dialect.post(room, some, this.sent);
      this.sent += some.length;
      return frame;
    });
    this.#socket.send(...frames);
  }

  close(): void {
    this.#socket.close();
  }

  opened(): void {
    if (!this.#host.dialect.greets) this.#join();
  }

  known(bytes: Uint8Array, start: number, end: number): number {
    if (!this.joined || this.#awaitsAcks) return 0;
    return this.#host.takeKnown(this, bytes, start, end);
  }

  frame(
    bytes: Uint8Array,
    begin: number,
    start: number,
    end: number,
  ): void {
    if (this.#take(bytes, begin, end) > 0 && !this.#awaitsAcks) return;
    const text = decoder.decode(bytes.subarray(start, end));
    const before = this.joined;
    this.#obey(this.#host.dialect.read(text, before));
    // The first messages may share the frame of `joined`.
    if (!before) this.#take(bytes, begin, end);
  }

  lost(reason: string): void {
    this.#host.problem(`A connection was lost: ${reason}`);
  }

  get #awaitsAcks(): boolean {
    return this.seat.writer !== undefined && this.#host.dialect.acks;
  }

  #take(bytes: Uint8Array, start: number, end: number): number {
    return this.joined ? this.#host.take(this, bytes, start, end) : 0;
  }

  #obey(control: Control): void {
    if (control.kind === "welcome") this.#join();
    else if (control.kind === "question") this.#socket.send(control.text);
    else if (control.kind === "acks") {
      this.#host.confirmed(this, control.count);
    } else if (control.kind === "problem") {
      this.#host.problem(`The server said: ${control.reason}`);
    } else if (control.kind === "joined") {
      this.joined = true;
      this.#host.joined(this, control.epoch, control.head ?? 0);
    }
  }

  #join(): void {
    const { room, cursor } = this.seat;
    this.#socket.send(this.#host.dialect.join(roomName(room), cursor));
  }
}

/** Texts of one size, by the frames that they go in. */
function inFrames(texts: readonly string[]): (readonly string[])[] {
  const size = (texts[0]?.length ?? 0) + PACKET_BYTES;
  const most = Math.max(1, Math.floor(FRAME_BYTES / size));
  return Array.from(
    { length: Math.ceil(texts.length / most) },
    (_, i) => texts.slice(i * most, (i + 1) * most),
  );
}

/** A room's slug by its number. */
export function roomName(room: number): string {
  return `room-${room}`;
}
