import { LatestPages } from "./latest_pages.ts";
import { HISTORY_DEFAULT } from "./limits.ts";
import type { Message } from "./protocol.ts";
import type { HistoryTexts, Page, RoomLog } from "./room_log.ts";
import type { Rooms } from "./rooms.ts";
import { lengthOf } from "./text.ts";

/** A page of messages, and the `seq` up to which they show the room. */
export interface History extends Omit<HistoryTexts, "messages"> {
  messages: Message[];
  head: number;
}

/** What was said in the rooms, a page at a time. */
export class RoomHistory {
  readonly #rooms: Rooms;
  readonly #log: RoomLog;
  readonly #latest = new LatestPages();

  constructor(rooms: Rooms, log: RoomLog) {
    this.#rooms = rooms;
    this.#log = log;
  }

  /** A page of messages, which is shared, and the `seq` up to which they show the room. Throws `Refusal` if there is no such room. */
  async read(slug: string, page: Page): Promise<History> {
    await this.#rooms.get(slug);
    // Read first: what is committed meanwhile then comes again as an event, which does no harm; a gap would.
    const head = await this.#log.head(slug);
    const latest = isLatest(page);
    const kept = latest && this.#latest.at(head, slug);
    if (kept) return kept;
    const { messages: texts, ...ends } = await this.#read(slug, page);
    const messages = texts.map((text) => JSON.parse(text));
    const history = { messages, ...ends, head };
    if (latest) this.#latest.keep(slug, history, lengthOf(texts));
    return history;
  }

  #read(slug: string, page: Page): Promise<HistoryTexts> {
    const { pages } = this.#log;
    return pages.read({}, () => this.#log.history(slug, page));
  }
}

/** What a room's page shows at first. */
function isLatest({ limit, before, after, around }: Page): boolean {
  return limit === HISTORY_DEFAULT &&
    before === undefined && after === undefined && around === undefined;
}
