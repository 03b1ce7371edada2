import { BoundedMap } from "./bounded_map.ts";
import { LATEST_PAGE_BYTES, LATEST_PAGES } from "./limits.ts";
import type { History } from "./room_history.ts";

/**
 * The newest messages of the rooms that were read last. Every change in a room moves its head, so a page is what the log has as long as the
 * head is still the one that it was read at: whoever asks must have read the head just now.
 */
export class LatestPages {
  readonly #pages = new BoundedMap<string, History>(LATEST_PAGES);

  /** The page that was read at this head, if it is here. It is shared: nobody may change it. */
  at(head: number, room: string): History | undefined {
    const page = this.#pages.get(room);
    return page?.head === head ? page : undefined;
  }

  /** Keeps a page, unless it is large: what it was read from takes so many bytes. */
  keep(room: string, page: History, bytes: number): void {
    if (bytes <= LATEST_PAGE_BYTES) this.#pages.set(room, page);
    else this.#pages.delete(room);
  }
}
