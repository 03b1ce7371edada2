import { z } from "zod";
import { inRoom, keys } from "./keys.ts";
import { HISTORY_BYTES } from "./limits.ts";
import { PageReads } from "./page_reads.ts";
import { type Message, seqOf } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { eventsAfter } from "./room_events.ts";
import {
  ENDLESS,
  type Numbered,
  PAST_THE_END,
  readSegmentAt,
  readTextAt,
  textsAfter,
  textsIn,
} from "./segment.ts";
import type { Store } from "./store.ts";

/**
 * Which messages of a room: the newest, or those before or after a `seq`, which is not among them, or half of them before a `seq` and
 * half from there on, itself among them.
 */
export interface Page {
  /** 1 to `HISTORY_PAGE`; fewer come if they are large. */
  limit: number;
  before?: number;
  after?: number;
  around?: number;
}

/** Messages in `seq` order, with edits, reactions and deletions applied. */
export interface HistoryTexts {
  /** Each in JSON. */
  messages: string[];
  /** More of them in the direction in which was read; around a `seq` older ones. */
  more: boolean;
  /** Around a `seq`: newer ones exist. */
  newer?: boolean;
}

const head = z.int().min(0).nullable();

/** Reads what is committed. */
export class RoomLog {
  /** Whoever reads {@linkcode events} or {@linkcode history} takes a turn here. */
  readonly pages = new PageReads();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The last committed `seq`; 0 in an empty room. */
  async head(room: string): Promise<number> {
    return headOf((await this.#store.get(keys.head(room))).value);
  }

  async heads(rooms: readonly string[]): Promise<number[]> {
    const entries = await this.#store.getMany(rooms.map(keys.head));
    return entries.map((entry) => headOf(entry.value));
  }

  /** Throws {@linkcode Refusal} if the room has no event with this number yet. */
  async mustHave(room: string, seq: number): Promise<void> {
    const head = await this.head(room);
    if (seq <= head) return;
    throw new Refusal(
      "unknown_message",
      `Cannot find ${seq}: room '${room}' ends at ${head}`,
    );
  }

  /** The events after `after`, as sent: at least one if there is one, at most `limit`, and no more than a page's bytes. */
  events(room: string, after: number, limit: number): Promise<string[]> {
    return eventsAfter(this.#store, room, after, limit);
  }

  history(room: string, page: Page): Promise<HistoryTexts> {
    return page.around === undefined
      ? this.#beside(room, page)
      : this.#around(room, page.around, page.limit);
  }

  async #around(
    room: string,
    seq: number,
    limit: number,
  ): Promise<HistoryTexts> {
    const before = Math.floor(limit / 2);
    // Read first: what is committed in between then lies after both, and leaves no hole between them.
    const newer = await this.#beside(room, {
      after: seq - 1,
      limit: limit - before,
    });
    const older = await this.#beside(room, { before: seq, limit: before });
    return {
      messages: [...older.messages, ...newer.messages],
      more: older.more,
      newer: newer.more,
    };
  }

  async #beside(room: string, page: Page): Promise<HistoryTexts> {
    const { limit, before = PAST_THE_END, after = 0 } = page;
    if (after + 1 >= before) return { messages: [], more: false };
    const newestFirst = page.after === undefined;
    const found = newestFirst
      ? this.#before(room, before)
      : textsAfter(this.#store, inRoom(keys.message, room), after);
    const messages: string[] = [];
    let bytes = 0;
    let more = false;
    for await (const { seq, text } of found) {
      if (seq <= after || seq >= before) break;
      more = messages.length === limit || bytes >= HISTORY_BYTES;
      if (more) break;
      messages.push(text);
      bytes += text.length;
    }
    return { messages: newestFirst ? messages.reverse() : messages, more };
  }

  async message(room: string, seq: number): Promise<Message | undefined> {
    const text = await readTextAt(this.#store, inRoom(keys.message, room), seq);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** The messages before a `seq`, in descending order. */
  async *#before(room: string, before: number): AsyncIterable<Numbered> {
    let next = before;
    for await (const texts of this.#segmentsBefore(room, before)) {
      for (const text of texts.reverse()) {
        const seq = seqOf(text);
        // A segment that grew may have been parted while this reads: then it comes whole, and a part of it again.
        if (seq >= next) continue;
        next = seq;
        yield { seq, text };
      }
    }
  }

  async *#segmentsBefore(
    room: string,
    before: number,
  ): AsyncIterable<string[]> {
    // The first one from `before` on may begin ahead of it.
    if (before < PAST_THE_END) {
      yield await readSegmentAt(
        this.#store,
        inRoom(keys.message, room),
        before,
      );
    }
    const range = {
      start: keys.message(room, 1),
      end: keys.message(room, before),
      limit: ENDLESS,
      reverse: true,
    };
    for await (const { value } of this.#store.list(range)) yield textsIn(value);
  }
}

function headOf(value: unknown): number {
  return head.parse(value) ?? 0;
}
