import { Fragment } from "preact";
import { useContext } from "preact/hooks";
import type { Author } from "@/chat/protocol.ts";
import type { Dates } from "@/components/room/dates.ts";
import { type Entry, repliesTo } from "@/components/room/entries.ts";
import type { PostActions } from "@/components/room/PendingNote.tsx";
import { days } from "@/components/room/rows.ts";
import { RowComponent } from "@/components/room/row_component.ts";

interface MessageListProps {
  entries: readonly Entry[];
  me: Author;
  dates: Dates;
  actions?: PostActions;
  /** The `seq` of the first message that is new. */
  unread?: number;
  /** The `seq` of the message that the address names. */
  marked?: number;
}

/** The element before the first message that is new. */
export const LINE = "new";

/** The messages in their days and groups. */
export function MessageList(
  { entries, me, dates, actions, unread, marked }: MessageListProps,
) {
  const Row = useContext(RowComponent);
  const bySeq = new Map(entries.map((entry) => [entry.message?.seq, entry]));
  return (
    <>
      {days(entries, dates, unread).map(({ day, rows }) => (
        <section key={day} class="day">
          <h2 class="day-name">
            <time dateTime={day}>{dates.dayName(day)}</time>
          </h2>
          {rows.map(({ entry, first, afterLine }) => (
            <Fragment key={entry.key}>
              {afterLine && <p class="unread-line" id={LINE}>New</p>}
              <Row
                entry={entry}
                first={first}
                me={me}
                dates={dates}
                reply={reply(entry, bySeq)}
                actions={actions}
                marked={marked !== undefined && entry.message?.seq === marked}
              />
            </Fragment>
          ))}
        </section>
      ))}
    </>
  );
}

function reply(entry: Entry, bySeq: Map<number | undefined, Entry>) {
  const seq = repliesTo(entry);
  return seq === undefined ? undefined : { seq, entry: bySeq.get(seq) };
}
