import { type ReadonlySignal, signal } from "@preact/signals";
import { isNamed } from "../chat/mention.ts";
import type {
  Author,
  ClientPacket,
  Message,
  RoomEvent,
  UnreadMessage,
  UnreadRoom,
} from "../chat/protocol.ts";
import { Alarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";

/** The server hears of what is read no more often than this. */
const TELL_MS = 1_000;
/** Unread messages that are kept count of. */
export const MOST_UNREAD = 1_000;

/** What a room's reading needs from around it. */
export interface ReadingContext {
  room: string;
  environment: Environment;
  user: ReadonlySignal<Author | null>;
  /** Gives false if there is no connection. */
  send(packet: ClientPacket): boolean;
  joined: ReadonlySignal<boolean>;
}

/**
 * How far one has read in a room, on all of one's devices, and what others have said after that: a list that follows from the mark and
 * the events, so that nothing is ever counted twice. The mark never goes back.
 */
export class Reading {
  readonly #read = signal<number | null>(null);
  readonly #unread = signal<readonly UnreadMessage[]>([]);
  /** Everything up to this `seq` has been read; null if that is not known. */
  readonly read: ReadonlySignal<number | null> = this.#read;
  /** The oldest ones first, at most {@linkcode MOST_UNREAD}. */
  readonly unread: ReadonlySignal<readonly UnreadMessage[]> = this.#unread;
  readonly #context: ReadingContext;
  readonly #pause: Alarm;
  /** Events up to this are accounted for. */
  #seen = 0;
  #told = 0;

  constructor(context: ReadingContext) {
    this.#context = context;
    this.#pause = new Alarm(context.environment);
  }

  /** What the page's HTML says. */
  seed({ head, read, messages }: Omit<UnreadRoom, "slug">): void {
    if (this.#seen > 0) return;
    this.#seen = head;
    this.#told = read;
    this.#unread.value = messages;
    this.#move(read);
  }

  /** One has read everything up to `seq`, here. */
  move(seq: number): void {
    if (this.#move(seq)) this.tell();
  }

  /** The same on another device. */
  heard(seq: number): void {
    this.#told = Math.max(this.#told, seq);
    this.#move(seq);
  }

  /** One is done with everything that there is, also with what was too much to be counted. */
  finish(): void {
    this.move(this.#seen);
  }

  /** Events that have been applied; some may have been before. */
  passed(events: readonly RoomEvent[]): void {
    const fresh = events.filter(({ seq }) => seq > this.#seen);
    const last = fresh.at(-1);
    if (!last) return;
    this.#seen = last.seq;
    const added = fresh.filter((event) => event.type === "message");
    if (added.length > 0) this.#add(added);
    for (const event of fresh) {
      if (event.type === "delete") this.#remove(event.target);
    }
  }

  /** A whole new history, which shows all events up to `head`. */
  renewed(messages: readonly Message[], head: number): void {
    const read = this.#read.peek();
    this.#seen = head;
    this.#unread.value = [];
    if (read === null) return;
    // Another epoch: the numbers begin anew.
    if (read > head) this.#read.value = head;
    this.#add(messages);
  }

  /** Tells the server what it does not know, now or a little later. */
  tell(): void {
    const { room, joined, send } = this.#context;
    const seq = this.#read.peek();
    if (seq === null || seq <= this.#told || this.#pause.isSet) return;
    if (!joined.peek() || !send({ type: "read", room, seq })) return;
    this.#told = seq;
    this.#pause.set(TELL_MS, () => this.tell());
  }

  /** The page may be gone in a moment: tells at once. */
  hurry(): void {
    this.#pause.clear();
    this.tell();
  }

  /** What was told may not have got through. */
  lost(): void {
    this.#pause.clear();
    this.#told = 0;
  }

  /** Gives false if that was known. */
  #move(seq: number): boolean {
    if (seq <= (this.#read.peek() ?? -1)) return false;
    this.#read.value = seq;
    const left = this.#unread.peek().filter((message) => message.seq > seq);
    if (left.length < this.#unread.peek().length) this.#unread.value = left;
    return true;
  }

  #add(messages: readonly Omit<Message, "deletedAt">[]): void {
    const user = this.#context.user.peek();
    const read = this.#read.peek() ?? 0;
    const unread = messages
      .filter(({ seq, author }) => seq > read && author.id !== user?.id)
      .map(({ seq, at, body }) => ({
        seq,
        at,
        named: user !== null && isNamed(user.name, body),
      }));
    if (unread.length === 0) return;
    this.#unread.value = [...this.#unread.peek(), ...unread]
      .slice(0, MOST_UNREAD);
  }

  #remove(seq: number): void {
    const unread = this.#unread.peek();
    if (unread.some((message) => message.seq === seq)) {
      this.#unread.value = unread.filter((message) => message.seq !== seq);
    }
  }
}
