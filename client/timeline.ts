import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Join, Joined, Message, RoomEvent } from "../chat/protocol.ts";
import type { HistoryPage } from "./environment.ts";
import { applyEvents, type Change, putBefore } from "./merge.ts";

/** What a page's HTML says of its room: `messages` show every event up to `head` at least. */
export interface Seed extends HistoryPage {
  epoch: string;
  head: number;
}

/**
 * The messages of a room that are held, and the cursor: every event up to it is applied or belongs to a message that is not held. So it
 * moves only by the next event or by a whole new history; what was held stays until that history is there.
 */
export class Timeline {
  readonly #messages = signal<readonly Message[]>([]);
  readonly #more = signal(false);
  readonly messages: ReadonlySignal<readonly Message[]> = this.#messages;
  readonly more: ReadonlySignal<boolean> = this.#more;
  #cursor = 0;
  /** Null as long as there is nothing that could be resumed. */
  #epoch: string | null = null;
  /** What `joined` promised, until its `history` comes. */
  #awaited: Joined | null = null;
  /** Changes that came while a page of older messages was on its way. */
  #changes: Change[] | null = null;

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
    this.#messages.value = applyEvents(this.#messages.peek(), next);
    this.#remember(next);
    return events.every((event) => event.seq <= this.#cursor);
  }

  /** Puts in what `fetch` gives for the `seq` of the oldest message held. Does nothing if a load is under way or nothing older exists. */
  async loadOlder(
    fetch: (before: number) => Promise<HistoryPage>,
  ): Promise<void> {
    const before = this.#messages.peek()[0]?.seq;
    if (before === undefined || !this.#more.peek() || this.#changes) return;
    const changes: Change[] = this.#changes = [];
    try {
      const page = await fetch(before);
      if (this.#changes === changes) this.#putBefore(page, changes);
    } finally {
      if (this.#changes === changes) this.#changes = null;
    }
  }

  /** Forgets the oldest messages, so that `most` are left: they can be loaded again. */
  trim(most: number): void {
    const messages = this.#messages.peek();
    if (messages.length <= most) return;
    // A page that is on its way would not reach up to what is left.
    this.#changes = null;
    batch(() => {
      this.#messages.value = messages.slice(messages.length - most);
      this.#more.value = true;
    });
  }

  #start(
    { epoch, head }: { epoch: string; head: number },
    { messages, more }: HistoryPage,
  ): void {
    this.#epoch = epoch;
    this.#cursor = head;
    this.#changes = null;
    batch(() => {
      this.#messages.value = messages;
      this.#more.value = more;
    });
  }

  /** The events that follow the cursor without a gap. Moves the cursor. */
  #next(events: readonly RoomEvent[]): RoomEvent[] {
    return events.filter((event) => {
      if (event.seq !== this.#cursor + 1) return false;
      this.#cursor++;
      return true;
    });
  }

  #remember(events: readonly RoomEvent[]): void {
    for (const event of events) {
      if (event.type !== "message") this.#changes?.push(event);
    }
  }

  #putBefore(page: HistoryPage, changes: readonly Change[]): void {
    batch(() => {
      this.#messages.value = putBefore(page, this.#messages.peek(), changes);
      this.#more.value = page.more;
    });
  }
}
