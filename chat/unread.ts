import { BoundedMap } from "./bounded_map.ts";
import { UNREAD_COUNTED, UNREAD_COUNTS, UNREAD_ROOMS } from "./limits.ts";
import { isNamed } from "./mention.ts";
import type { Author, Message, UnreadMessage, UnreadRoom } from "./protocol.ts";
import type { ReadMarks } from "./read_marks.ts";
import type { RoomLog } from "./room_log.ts";

/** A count, and what it rests on: while that is the same, so is the count. */
interface Counted {
  head: number;
  read: number;
  name: string;
  messages: UnreadMessage[];
}

/**
 * What each person has not read: derived from the log and their read marks, never counted up. A room that one has never read
 * anything in counts nothing: to a newcomer all would be new, and that is no news.
 */
export class Unread {
  readonly #log: RoomLog;
  readonly #marks: ReadMarks;
  /** By person and room. */
  readonly #counted = new BoundedMap<string, Counted>(UNREAD_COUNTS);

  constructor(log: RoomLog, marks: ReadMarks) {
    this.#log = log;
    this.#marks = marks;
  }

  /** The rooms in which the person has read something, those where everything is read included. */
  async of(person: Author): Promise<UnreadRoom[]> {
    const marks = await this.#marks.all(person.id, UNREAD_ROOMS);
    const slugs = [...marks.keys()];
    const heads = await this.#log.heads(slugs);
    const rooms: UnreadRoom[] = [];
    // One after another: the texts of all at once would fill the memory.
    for (const [i, slug] of slugs.entries()) {
      const { [i]: head = 0 } = heads;
      const read = marks.get(slug) ?? 0;
      const messages = read < head
        ? await this.#count(slug, { head, read }, person)
        : [];
      rooms.push({ slug, head, read, messages });
    }
    return rooms;
  }

  async #count(
    slug: string,
    { head, read }: Pick<Counted, "head" | "read">,
    person: Author,
  ): Promise<UnreadMessage[]> {
    const key = `${person.id} ${slug}`;
    const { name } = person;
    const known = this.#counted.get(key);
    if (
      known?.head === head && known.read === read && known.name === name
    ) return known.messages;
    const messages = await this.#after(slug, read, person);
    this.#counted.set(key, { head, read, name, messages });
    return messages;
  }

  /** Counts what others have said and not taken back. */
  async #after(
    slug: string,
    after: number,
    reader: Author,
  ): Promise<UnreadMessage[]> {
    const limit = UNREAD_COUNTED;
    const { messages } = await this.#log.pages.read(
      reader,
      () => this.#log.history(slug, { after, limit }),
    );
    return messages.map((text): Message => JSON.parse(text))
      .filter(({ author, deletedAt }) =>
        author.id !== reader.id && deletedAt === undefined
      )
      .map(({ seq, at, body }) => ({
        seq,
        at,
        named: isNamed(reader.name, body),
      }));
  }
}
