import type { Outlet } from "./feed.ts";
import { CATCH_UP_BYTES } from "./limits.ts";
import { RecentEvents } from "./recent_events.ts";
import type { RecentMemory } from "./recent_memory.ts";
import type { RoomLog } from "./room_log.ts";

/** Gives the events of a room to those who lack them: from memory, or from the log if they are not all there any more. */
export class MissedEvents {
  readonly #room: string;
  readonly #log: RoomLog;
  readonly #recent: RecentEvents;
  /** Pages that are being read. */
  readonly #reading = new Map<string, Promise<readonly string[]>>();

  /** `head`: the last event before the ones that will be added. */
  constructor(room: string, head: number, log: RoomLog, memory: RecentMemory) {
    this.#room = room;
    this.#log = log;
    this.#recent = new RecentEvents(head, memory);
  }

  /** Adds the events that follow the last one. */
  add(events: readonly string[]): void {
    this.#recent.add(events);
  }

  /** Nobody lacks anything any more. */
  end(): void {
    this.#recent.forget();
  }

  /** A page of at most `limit` events after `cursor`; `undefined` if the outlet that it is for can't take it any more when its turn comes. */
  async page(
    outlet: Outlet,
    cursor: number,
    limit: number,
  ): Promise<readonly string[] | undefined> {
    return this.#inMemory(cursor, limit) ?? await this.#log.pages.read(
      outlet,
      async () => {
        if (!outlet.open || outlet.full) return undefined;
        return this.#inMemory(cursor, limit) ??
          await this.#shared(cursor, limit);
      },
    );
  }

  #inMemory(cursor: number, limit: number): readonly string[] | undefined {
    const recent = this.#recent.after(cursor, limit);
    return recent && bounded(recent);
  }

  /** Those who come back together have missed the same: one read serves them all, and who comes later finds it in memory. */
  #shared(cursor: number, limit: number): Promise<readonly string[]> {
    const missing = Math.min(limit, this.#recent.missing(cursor));
    const name = `${cursor} ${missing}`;
    const known = this.#reading.get(name);
    if (known) return known;
    const reading = this.#read(cursor, missing)
      .finally(() => this.#reading.delete(name));
    this.#reading.set(name, reading);
    return reading;
  }

  async #read(cursor: number, limit: number): Promise<readonly string[]> {
    const events = await this.#log.events(this.#room, cursor, limit);
    this.#recent.recall(cursor, events);
    return events;
  }
}

/** As many of the events as a page's bytes allow; at least one. */
function bounded(events: readonly string[]): readonly string[] {
  let bytes = 0;
  const end = events.findIndex((text) =>
    (bytes += text.length) >= CATCH_UP_BYTES
  );
  return end < 0 ? events : events.slice(0, end + 1);
}
