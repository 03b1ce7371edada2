import { z } from "zod";
import { keys } from "./keys.ts";
import { CATCH_UP_BYTES, HISTORY_BYTES } from "./limits.ts";
import type { Message } from "./protocol.ts";
import type { Store } from "./store.ts";
import { toText } from "./text.ts";

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
const PAST_THE_END = Number.MAX_SAFE_INTEGER;

/** Reads what is committed. */
export class RoomLog {
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

  /** The events after `after`, as sent: at least one if there is one, at most `limit`, and no more than a page's bytes. */
  async events(room: string, after: number, limit: number): Promise<string[]> {
    const events: string[] = [];
    let bytes = 0;
    const range = {
      start: keys.event(room, after + 1),
      end: keys.event(room, after + 1 + limit),
      limit,
    };
    for await (const { key, value } of this.#store.list(range)) {
      const seq = after + events.length + 1;
      if (key.at(-1) !== seq) {
        throw new Error(
          `Expected event ${seq} of room '${room}', found ${key.at(-1)}`,
        );
      }
      const text = toText(value);
      events.push(text);
      bytes += text.length;
      if (bytes >= CATCH_UP_BYTES) break;
    }
    return events;
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
    const reverse = page.after === undefined;
    const range = {
      start: keys.message(room, after + 1),
      end: keys.message(room, before),
      limit: limit + 1,
      reverse,
    };
    const messages: string[] = [];
    let bytes = 0;
    let more = false;
    for await (const { value } of this.#store.list(range)) {
      more = messages.length === limit || bytes >= HISTORY_BYTES;
      if (more) break;
      const text = toText(value);
      messages.push(text);
      bytes += text.length;
    }
    return { messages: reverse ? messages.reverse() : messages, more };
  }

  async message(room: string, seq: number): Promise<Message | undefined> {
    const { value } = await this.#store.get(keys.message(room, seq));
    return value === null ? undefined : JSON.parse(toText(value));
  }
}

function headOf(value: unknown): number {
  return head.parse(value) ?? 0;
}
