import { UNREAD_COUNTED, UNREAD_ROOMS } from "./limits.ts";
import { isNamed } from "./mention.ts";
import type { Author, Message, UnreadMessage, UnreadRoom } from "./protocol.ts";
import type { ReadMarks } from "./read_marks.ts";
import type { RoomLog } from "./room_log.ts";

/**
 * What each person has not read: derived from the log and their read marks each time, never counted up. A room that one has never read
 * anything in counts nothing: to a newcomer all would be new, and that is no news.
 */
export class Unread {
  readonly #log: RoomLog;
  readonly #marks: ReadMarks;

  constructor(log: RoomLog, marks: ReadMarks) {
    this.#log = log;
    this.#marks = marks;
  }

  /** The rooms in which the person has read something, those where everything is read included. */
  async of(person: Author): Promise<UnreadRoom[]> {
    const marks = await this.#marks.all(person.id, UNREAD_ROOMS);
    const slugs = [...marks.keys()];
    const heads = await this.#log.heads(slugs);
    return await Promise.all(slugs.map(async (slug, i) => {
      const { [i]: head = 0 } = heads;
      const read = marks.get(slug) ?? 0;
      const messages = read < head ? await this.#after(slug, read, person) : [];
      return { slug, head, read, messages };
    }));
  }

  /** Counts what others have said and not taken back. */
  async #after(
    slug: string,
    after: number,
    reader: Author,
  ): Promise<UnreadMessage[]> {
    const limit = UNREAD_COUNTED;
    const { messages } = await this.#log.history(slug, { after, limit });
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
