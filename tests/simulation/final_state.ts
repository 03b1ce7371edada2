import type { Entry } from "@/chat/store.ts";
import type { Message, RoomEvent, ServerPacket } from "@/chat/protocol.ts";
import type { RoomState } from "@/client/room_state.ts";
import { readFrame } from "@/client/server_frame.ts";

/** A room as the store has it in the end. */
export interface FinalRoom {
  slug: string;
  head: number;
  /** In the order in which they stand there; those of posts as the messages tell them. */
  events: RoomEvent[];
  messages: Message[];
}

/** What the store remembers of a command. */
export interface FinalRecord {
  author: string;
  id: string;
  room: string;
  seq: number;
}

/** A room as a tab shows it in the end. */
export interface FinalView {
  tab: string;
  room: string;
  joined: boolean;
  messages: readonly Message[];
  more: boolean;
  /** What it shows ends before the newest message, and it says so. */
  newer: boolean;
  /** Ids of what still waits for the server. */
  waiting: string[];
}

/** What a run ended with. */
export interface FinalState {
  rooms: FinalRoom[];
  records: FinalRecord[];
  views: FinalView[];
  /** What kept the run from ending well; nothing if all was quiet before time was up. */
  unrest: string[];
}

/** What a tab shows of a room now. */
export function viewOf(tab: string, room: RoomState): FinalView {
  const { slug, messages, pending, more, newer, joined } = room;
  const waiting = pending.peek().filter(({ state }) => state !== "failed");
  return {
    tab,
    room: slug,
    joined: joined.peek(),
    messages: messages.peek(),
    more: more.peek(),
    newer: newer.peek(),
    waiting: waiting.map(({ id }) => id),
  };
}

const decoder = new TextDecoder();

/** Reads the rooms out of the store's entries. Throws `TypeError` for what cannot stand there. */
export function finalRooms(
  entries: readonly Entry[],
  slugs: readonly string[],
): FinalRoom[] {
  return slugs.map((slug) => {
    const of = (kind: string) =>
      entries.filter(({ key }) => key[0] === kind && key[1] === slug);
    const messages = messagesIn(slug, of("message"));
    const posts = postsOf(slug, messages, of("original"));
    return {
      slug,
      head: Number(of("head")[0]?.value ?? 0),
      events: merged(posts, of("event").flatMap(eventsIn)),
      messages,
    };
  });
}

/** Throws `TypeError` for what cannot stand there. */
export function finalRecords(entries: readonly Entry[]): FinalRecord[] {
  return entries.filter(({ key }) => key[0] === "command").flatMap(
    ({ key: [, , author], value }) => {
      if (!Array.isArray(value)) throw unexpected(value);
      return value.map((record) => recordOf(String(author), record));
    },
  );
}

function recordOf(author: string, record: unknown): FinalRecord {
  if (
    typeof record !== "object" || record === null || !("id" in record) ||
    !("room" in record) || !("seq" in record)
  ) throw unexpected(record);
  const { id, room, seq } = record;
  return { author, id: String(id), room: String(room), seq: Number(seq) };
}

function unexpected(value: unknown): TypeError {
  return new TypeError(
    `Expected records of commands, found ${JSON.stringify(value)}`,
  );
}

/** The events of a segment, which stands under the number of its last. */
function eventsIn({ key, value }: Entry): RoomEvent[] {
  const events = textsIn(value).map((text) => {
    const packet = packetIn(text);
    if (!("seq" in packet) || !("author" in packet)) {
      throw new TypeError(`Expected an event, found ${packet.type}`);
    }
    return packet;
  });
  const last = events.at(-1)?.seq;
  if (last === key[2]) return events;
  throw new TypeError(`Expected a segment that ends at ${key[2]}, not ${last}`);
}

/** The events that messages came with: these stand in the store as they are now, and who was edited has beside it what was posted. */
function postsOf(
  room: string,
  messages: readonly Message[],
  originals: readonly Entry[],
): RoomEvent[] {
  const firsts = new Map(
    messagesIn(room, originals).map((message) => [message.seq, message]),
  );
  return messages.map((message) => {
    const { editedAt, deletedAt: _, reactions: __, ...posted } = message;
    const original = firsts.get(message.seq);
    if ((editedAt === undefined) !== (original === undefined)) {
      throw new TypeError(
        `Expected message ${message.seq} as it was posted only if it was edited`,
      );
    }
    return { type: "message", room, ...original ?? posted };
  });
}

/** Both in the order in which they stand in the store: what is misplaced there stays so. */
function merged(
  posts: readonly RoomEvent[],
  others: readonly RoomEvent[],
): RoomEvent[] {
  const rest = [...others];
  const events = posts.flatMap((post) => {
    const later = rest.findIndex(({ seq }) => seq > post.seq);
    return [...rest.splice(0, later < 0 ? rest.length : later), post];
  });
  return [...events, ...rest];
}

function messagesIn(room: string, entries: readonly Entry[]): Message[] {
  const messages = entries.flatMap(({ value }) => textsIn(value));
  const packet = packetIn(
    `{"type":"history","room":"${room}","messages":[${messages}],"more":false}`,
  );
  return packet.type === "history" ? packet.messages : [];
}

function packetIn(text: string): ServerPacket {
  const [packet] = readFrame(text, () => {});
  if (!packet) throw new TypeError(`Expected a packet, found ${text}`);
  return packet;
}

function textsIn(value: unknown): string[] {
  if (!(value instanceof Uint8Array)) {
    throw new TypeError(`Expected text, found ${typeof value}`);
  }
  return decoder.decode(value).split("\n");
}
