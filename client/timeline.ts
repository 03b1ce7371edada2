import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Join, Joined, Message, RoomEvent } from "../chat/protocol.ts";
import type { HistoryPage, Place } from "./environment.ts";
import {
  advance,
  lastSeq,
  type Window,
  withNewer,
  withOlder,
  withoutNewest,
  withoutOldest,
} from "./window.ts";

/** What a page's HTML says of its room: `messages` show every event up to `head` at least. */
export interface Seed extends HistoryPage {
  epoch: string;
  head: number;
}

/** Messages that are held at the most, and how many are left when there are too many at the end. */
export const MOST_HELD = 400;
const LEFT_AT_END = 200;

/** Before anything is known of the room: all of it is still to come. */
const NOTHING: Window = { messages: [], more: false, newer: true };

type Fetch = (place: Place) => Promise<HistoryPage>;
type Put = (page: HistoryPage, events: readonly RoomEvent[]) => Window;

/**
 * The messages of a room that are held, and the cursor: every event up to it is applied or belongs to a message that is not held. So it
 * moves only by the next event or by a whole new history; what was held stays until that history is there. What is held is a window
 * without a hole, which may end before the newest message.
 */
export class Timeline {
  readonly #window = signal(NOTHING);
  readonly messages: ReadonlySignal<readonly Message[]> = computed(() =>
    this.#window.value.messages
  );
  /** Older ones exist. */
  readonly more: ReadonlySignal<boolean> = computed(() =>
    this.#window.value.more
  );
  /** Newer ones exist that are not held. */
  readonly newer: ReadonlySignal<boolean> = computed(() =>
    this.#window.value.newer
  );
  readonly #begun = signal(false);
  /** It is known where the room stands. A page that is loaded before makes room for the history that is still to come. */
  readonly begun: ReadonlySignal<boolean> = this.#begun;
  #cursor = 0;
  /** Null as long as there is nothing that could be resumed. */
  #epoch: string | null = null;
  /** What `joined` promised, until its `history` comes. */
  #awaited: Joined | null = null;
  /** The events that came while a page was on its way; null if none is. */
  #meanwhile: RoomEvent[] | null = null;
  #keepsEnd = true;

  get epoch(): string | null {
    return this.#epoch;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** What a `join` has to say to go on where this stands. */
  get position(): Pick<Join, "after" | "epoch"> {
    return this.#epoch === null
      ? {}
      : { after: this.#cursor, epoch: this.#epoch };
  }

  seed(seed: Seed): void {
    if (this.#epoch === null) this.#start(seed, seed);
  }

  /** Gives false if the server goes on from somewhere else than where this stands. */
  joined(joined: Joined): boolean {
    this.#awaited = joined.resumed ? null : joined;
    if (!joined.resumed) return true;
    if (joined.epoch === this.#epoch && joined.head >= this.#cursor) {
      return true;
    }
    this.#epoch = null;
    return false;
  }

  /** Takes the place of everything held. */
  history(page: HistoryPage): void {
    if (this.#awaited) this.#start(this.#awaited, page);
    this.#awaited = null;
  }

  /** Applies events in order, and those that were applied before not again. Gives false at a gap; what came before it is kept. */
  apply(events: readonly RoomEvent[]): boolean {
    if (this.#awaited) return events.length === 0;
    const next = this.#next(events);
    this.#meanwhile?.push(...next);
    this.#show(this.#bounded(advance(this.#window.peek(), next)));
    return events.every((event) => event.seq <= this.#cursor);
  }

  /**
   * Puts in what `fetch` gives before the oldest message held. Does nothing if a page is on its way or nothing older exists, or if
   * messages at the other end would have to go that are read by then.
   */
  async loadOlder(fetch: Fetch): Promise<void> {
    const [first] = this.messages.peek();
    if (!first || !this.more.peek() || this.#meanwhile) return;
    await this.#load(fetch({ before: first.seq }), (page, events) => {
      const window = withOlder(this.#window.peek(), page, events);
      return this.#fitting(window, false);
    });
  }

  /** The same after the newest message held. */
  async loadNewer(fetch: Fetch): Promise<void> {
    const last = lastSeq(this.#window.peek());
    if (!last || !this.newer.peek() || this.#meanwhile) return;
    await this.#load(fetch({ after: last }), (page, events) => {
      const window = withNewer(this.#window.peek(), page, events);
      return this.#fitting(window, true);
    });
  }

  /** Holds the page of `place` in the place of what is held now. A page that is on its way is dropped. */
  async open(
    place: Exclude<Place, { before: number } | { after: number }>,
    fetch: Fetch,
  ): Promise<void> {
    await this.#load(
      fetch(place),
      (page, events) => advance(windowOf(page), events),
    );
  }

  /** Drops a page that is on its way: what is held stays. */
  stay(): void {
    this.#meanwhile = null;
  }

  /** When there is too much to hold, what goes: the oldest if what is read is near the `end`, else the newest. */
  keepEnd(end: boolean): void {
    this.#keepsEnd = end;
  }

  /** Forgets the oldest messages, so that `most` are left: they can be loaded again. */
  trim(most: number): void {
    if (this.messages.peek().length <= most) return;
    // A page that is on its way would not reach up to what is left.
    this.#meanwhile = null;
    this.#show(withoutOldest(this.#window.peek(), most));
  }

  #start({ epoch, head }: { epoch: string; head: number }, page: HistoryPage) {
    this.#epoch = epoch;
    this.#cursor = head;
    this.#meanwhile = null;
    this.#show(windowOf(page));
    this.#begun.value = true;
  }

  async #load(answer: Promise<HistoryPage>, put: Put): Promise<void> {
    const events: RoomEvent[] = this.#meanwhile = [];
    try {
      const page = await answer;
      if (this.#meanwhile === events) this.#show(put(page, events));
    } finally {
      if (this.#meanwhile === events) this.#meanwhile = null;
    }
  }

  /** The events that follow the cursor without a gap. Moves the cursor. */
  #next(events: readonly RoomEvent[]): RoomEvent[] {
    return events.filter((event) => {
      if (event.seq !== this.#cursor + 1) return false;
      this.#cursor++;
      return true;
    });
  }

  /** What is held with a page at the `end` or else in front; without it if the page takes the place of what is read. */
  #fitting(window: Window, end: boolean): Window {
    if (window.messages.length <= MOST_HELD) return window;
    if (end !== this.#keepsEnd) return this.#window.peek();
    const trimmed = end ? withoutOldest : withoutNewest;
    return trimmed(window, MOST_HELD);
  }

  #bounded(window: Window): Window {
    if (window.messages.length <= MOST_HELD) return window;
    // A page that is on its way would not fit to what is left.
    this.#meanwhile = null;
    return this.#keepsEnd
      ? withoutOldest(window, LEFT_AT_END)
      : withoutNewest(window, MOST_HELD);
  }

  #show(window: Window): void {
    this.#window.value = window;
  }
}

function windowOf({ messages, more, newer = false }: HistoryPage): Window {
  return { messages, more, newer };
}
