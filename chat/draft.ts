import type { CommandMemory, CommandRecord, Sent } from "./command_memory.ts";
import { inRoom, keys, shardOf } from "./keys.ts";
import { EDITS_PER_MESSAGE } from "./limits.ts";
import { NewRecords } from "./new_records.ts";
import { eventOf, type Message, type RoomEvent } from "./protocol.ts";
import { type Extent, RoomTexts } from "./room_texts.ts";
import { bytesOf } from "./segment.ts";
import type { Key, Store, Transaction } from "./store.ts";
import { toBytes } from "./text.ts";

/** Where a room's numbering stands. */
export interface Head {
  seq: number;
  /** Of the head's key; `null` before the first event. */
  version: string | null;
}

/** The events that one commit adds to a room. */
export interface RoomEvents {
  room: string;
  /** `seq` of the first. */
  from: number;
  /** As sent, in JSON. */
  events: string[];
}

/** What a commit does in one room. */
interface RoomDraft {
  added: RoomEvents;
  /** Those that are no posts: a post's event is read off its message (`room_events.ts`). */
  events: RoomTexts;
  messages: RoomTexts;
  /** By message: what was posted, in JSON; `null` if it is to go. */
  originals: Map<number, string | null>;
  /** By message: which events edited it, by their `seq`. */
  edits: Map<number, readonly number[]>;
  /** Messages whose edits have changed. */
  edited: Set<number>;
}

/**
 * One commit in the making: what is read shows what the same commit has already written. Safe because each room's head is
 * checked: had anything in a room changed since it was read, the commit would not go through.
 */
export class Draft {
  readonly #store: Store;
  readonly #heads: Map<string, Head>;
  readonly #rooms = new Map<string, RoomDraft>();
  readonly #extent: Extent = { checks: 0, mutations: 0, bytes: 0 };
  readonly #records: NewRecords;

  constructor(store: Store, heads: Map<string, Head>, memory: CommandMemory) {
    this.#store = store;
    this.#heads = heads;
    this.#records = new NewRecords(memory, this.#extent);
  }

  async readMessage(room: string, seq: number): Promise<void> {
    await this.#room(room).messages.read(seq);
  }

  /** A message that was read or added. */
  message(room: string, seq: number): Message | undefined {
    const text = this.#room(room).messages.get(seq);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async readEvent(room: string, seq: number): Promise<void> {
    const { added, events } = this.#room(room);
    if (seq < added.from) await events.read(seq);
  }

  /** An event of this commit, or one that was read and stands among the events of the log; a post that was committed before does not. */
  event(room: string, seq: number): RoomEvent | undefined {
    const { added, events } = this.#room(room);
    const text = added.events[seq - added.from] ?? events.get(seq);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async readEdits(room: string, seq: number): Promise<void> {
    const { edits } = this.#room(room);
    const { value } = await this.#store.get(keys.edits(room, seq));
    edits.set(seq, Array.isArray(value) ? value : []);
  }

  /** The events that edited a message, by their `seq`, if they were read. */
  edits(room: string, seq: number): readonly number[] {
    return this.#room(room).edits.get(seq) ?? [];
  }

  /** The event `by` edits a message. */
  edit(room: string, seq: number, by: number): void {
    const { edits, edited } = this.#room(room);
    edits.set(seq, [...edits.get(seq) ?? [], by]);
    if (edited.has(seq)) return;
    edited.add(seq);
    this.#extent.mutations++;
    this.#extent.bytes += EDITS_BYTES;
  }

  /** The number that the room's next event gets. */
  nextSeq(room: string): number {
    const { added: { from, events } } = this.#room(room);
    return from + events.length;
  }

  /** Adds a message, in JSON, and the event that it comes with; its `seq` is {@linkcode nextSeq}. */
  post(room: string, seq: number, message: string): void {
    this.#room(room).messages.add(seq, message);
    this.#announce(room, eventOf(room, message));
  }

  /** Adds an event that is no post; its `seq` is {@linkcode nextSeq}. */
  append(event: RoomEvent): void {
    const text = JSON.stringify(event);
    this.#room(event.room).events.add(event.seq, text);
    this.#announce(event.room, text);
  }

  /** Replaces a message, in JSON, that was read. */
  change(room: string, seq: number, message: string): void {
    this.#room(room).messages.replace(seq, message);
  }

  /** Keeps a message, in JSON, as it was posted; `null` throws that away. */
  original(room: string, seq: number, message: string | null): void {
    this.#room(room).originals.set(seq, message);
    this.#extent.mutations++;
    this.#extent.bytes += bytesOf(message ?? "");
  }

  /** Replaces an event that was read. */
  rewrite(event: RoomEvent): void {
    const { added, events } = this.#room(event.room);
    const text = JSON.stringify(event);
    const isNew = event.seq >= added.from;
    if (isNew) added.events[event.seq - added.from] = text;
    // A new post is among the messages alone.
    if (!isNew || event.type !== "message") events.replace(event.seq, text);
  }

  /** Keeps what a command has led to. */
  record(sent: Sent, record: CommandRecord): void {
    this.#records.add(sent, record);
  }

  /** The commit went through. @param version What its keys have now. */
  keep(version: string): void {
    this.#records.keep(version);
    for (const { room, from, events } of this.rooms) {
      this.#heads.set(room, { seq: from + events.length - 1, version });
    }
  }

  get rooms(): RoomEvents[] {
    return this.#grown.map(({ added }) => added);
  }

  /** At most. */
  get size(): Readonly<Extent> {
    return this.#extent;
  }

  transaction(): Transaction {
    const checks = [...this.#records.checks];
    const sets = [...this.#records.sets];
    const deletes: Key[] = [];
    const shards = new Set<number>();
    for (const grown of this.#grown) {
      const { room } = grown.added;
      const { version = null } = this.#heads.get(room) ?? {};
      checks.push({ key: keys.head(room), version });
      sets.push(...setsOf(grown));
      deletes.push(...deletesOf(grown));
      shards.add(shardOf(room));
    }
    for (const shard of shards) {
      sets.push({ key: keys.shard(shard), value: null });
    }
    return { checks, sets, deletes };
  }

  get #grown(): RoomDraft[] {
    return [...this.#rooms.values()].filter(({ added }) =>
      added.events.length > 0
    );
  }

  #announce(room: string, event: string): void {
    const { added } = this.#room(room);
    if (added.events.length === 0) this.#countHead();
    added.events.push(event);
  }

  /** Of a room that grows, and its shard; one that is only looked at is neither checked nor written. */
  #countHead(): void {
    this.#extent.checks++;
    this.#extent.mutations += 2;
  }

  #room(room: string): RoomDraft {
    const known = this.#rooms.get(room);
    if (known) return known;
    const from = (this.#heads.get(room)?.seq ?? 0) + 1;
    const texts = (keyOf: typeof keys.event) =>
      new RoomTexts(this.#store, inRoom(keyOf, room), this.#extent);
    const draft = {
      added: { room, from, events: [] },
      events: texts(keys.event),
      messages: texts(keys.message),
      originals: new Map<number, string | null>(),
      edits: new Map(),
      edited: new Set<number>(),
    };
    this.#rooms.set(room, draft);
    return draft;
  }
}

/** What it takes at most to say which events have edited a message. */
const EDITS_BYTES = 10 * EDITS_PER_MESSAGE;

function setsOf(
  { added, events, messages, originals, edits, edited }: RoomDraft,
): Transaction["sets"] {
  const { room, from } = added;
  return [
    ...events.sets,
    ...messages.sets,
    ...[...originals].flatMap(([seq, message]) =>
      message === null
        ? []
        : { key: keys.original(room, seq), value: toBytes(message) }
    ),
    ...[...edited].map((seq) => ({
      key: keys.edits(room, seq),
      value: edits.get(seq),
    })),
    { key: keys.head(room), value: from + added.events.length - 1 },
  ];
}

function deletesOf({ added: { room }, originals }: RoomDraft): Key[] {
  return [...originals].flatMap(([seq, message]) =>
    message === null ? [keys.original(room, seq)] : []
  );
}
