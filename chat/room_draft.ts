import { inRoom, keys } from "./keys.ts";
import { EDITS_PER_MESSAGE } from "./limits.ts";
import { eventOf, type Message, type RoomEvent } from "./protocol.ts";
import { type Extent, RoomTexts } from "./room_texts.ts";
import { bytesOf } from "./segment.ts";
import type { Key, Store, Transaction } from "./store.ts";
import { toBytes } from "./text.ts";

/** The events that one commit adds to a room. */
export interface RoomEvents {
  room: string;
  /** `seq` of the first. */
  from: number;
  /** As sent, in JSON. */
  events: string[];
}

/** What it takes at most to say which events have edited a message. */
const EDITS_BYTES = 10 * EDITS_PER_MESSAGE;

/** What one commit does in one room. What is read is asked for first; then it is there, and shows what the same commit has already written. */
export class RoomDraft {
  readonly added: RoomEvents;
  readonly #store: Store;
  readonly #extent: Extent;
  /** Those that are no posts: a post's event is read off its message (`room_events.ts`). */
  readonly #events: RoomTexts;
  readonly #messages: RoomTexts;
  /** By message: what was posted, in JSON; `null` if it is to go. */
  readonly #originals = new Map<number, string | null>();
  /** By message: which events edited it, by their `seq`. */
  readonly #edits = new Map<number, readonly number[]>();
  /** Messages whose edits have changed. */
  readonly #edited = new Set<number>();

  /** `from` is the `seq` of its first event. What will be written is added to `extent`, which others may share. */
  constructor(store: Store, room: string, from: number, extent: Extent) {
    this.added = { room, from, events: [] };
    this.#store = store;
    this.#extent = extent;
    this.#events = new RoomTexts(store, inRoom(keys.event, room), extent);
    this.#messages = new RoomTexts(store, inRoom(keys.message, room), extent);
  }

  /** One that is only looked at is neither checked nor written. */
  get grows(): boolean {
    return this.added.events.length > 0;
  }

  /** The last `seq` in the room, with what the commit adds. */
  get head(): number {
    return this.nextSeq - 1;
  }

  /** The number that the next event gets. */
  get nextSeq(): number {
    return this.added.from + this.added.events.length;
  }

  async readMessage(seq: number): Promise<void> {
    await this.#messages.read(seq);
  }

  /** A message that was read or added. */
  message(seq: number): Message | undefined {
    const text = this.#messages.get(seq);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async readEvent(seq: number): Promise<void> {
    if (seq < this.added.from) await this.#events.read(seq);
  }

  /** An event of this commit, or one that was read and stands among the events of the log; a post that was committed before does not. */
  event(seq: number): RoomEvent | undefined {
    const { from, events } = this.added;
    const text = events[seq - from] ?? this.#events.get(seq);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async readEdits(seq: number): Promise<void> {
    const key = keys.edits(this.added.room, seq);
    const { value } = await this.#store.get(key);
    this.#edits.set(seq, Array.isArray(value) ? value : []);
  }

  /** The events that edited a message, by their `seq`, if they were read. */
  edits(seq: number): readonly number[] {
    return this.#edits.get(seq) ?? [];
  }

  /** The event `by` edits a message. */
  edit(seq: number, by: number): void {
    this.#edits.set(seq, [...this.edits(seq), by]);
    if (this.#edited.has(seq)) return;
    this.#edited.add(seq);
    this.#extent.mutations++;
    this.#extent.bytes += EDITS_BYTES;
  }

  /** Adds a message, in JSON, and the event that it comes with; its `seq` is {@linkcode nextSeq}. */
  post(message: string): void {
    this.#messages.add(this.nextSeq, message);
    this.#announce(eventOf(this.added.room, message));
  }

  /** Adds an event that is no post; its `seq` is {@linkcode nextSeq}. */
  append(event: RoomEvent): void {
    const text = JSON.stringify(event);
    this.#events.add(event.seq, text);
    this.#announce(text);
  }

  /** Replaces a message, in JSON, that was read. */
  change(seq: number, message: string): void {
    this.#messages.replace(seq, message);
  }

  /** Keeps a message, in JSON, as it was posted; `null` throws that away. */
  original(seq: number, message: string | null): void {
    this.#originals.set(seq, message);
    this.#extent.mutations++;
    this.#extent.bytes += bytesOf(message ?? "");
  }

  /** Replaces an event that was read. */
  rewrite(event: RoomEvent): void {
    const { from, events } = this.added;
    const text = JSON.stringify(event);
    const isNew = event.seq >= from;
    if (isNew) events[event.seq - from] = text;
    // A new post is among the messages alone.
    if (!isNew || event.type !== "message") {
      this.#events.replace(event.seq, text);
    }
  }

  get sets(): Transaction["sets"] {
    const { room } = this.added;
    return [
      ...this.#events.sets,
      ...this.#messages.sets,
      ...[...this.#originals].flatMap(([seq, message]) =>
        message === null
          ? []
          : { key: keys.original(room, seq), value: toBytes(message) }
      ),
      ...[...this.#edited].map((seq) => ({
        key: keys.edits(room, seq),
        value: this.edits(seq),
      })),
      { key: keys.head(room), value: this.head },
    ];
  }

  get deletes(): Key[] {
    const { room } = this.added;
    return [...this.#originals].flatMap(([seq, message]) =>
      message === null ? [keys.original(room, seq)] : []
    );
  }

  #announce(event: string): void {
    if (!this.grows) this.#countHead();
    this.added.events.push(event);
  }

  /** And the shard. */
  #countHead(): void {
    this.#extent.checks++;
    this.#extent.mutations += 2;
  }
}
