import { Icon } from "@/components/Icon.tsx";
import type { Dates } from "@/components/room/dates.ts";
import { insteadOfLeaving } from "@/components/room/instead_of_leaving.ts";
import { LINE } from "@/components/room/MessageList.tsx";
import type { UnreadLine } from "@/components/room/unread_line.ts";

/** The server counts no further. */
const MOST_SAID = 99;

interface UnreadBarProps {
  line: UnreadLine;
  dates: Dates;
  /** Everything up to this `seq` is read once it is marked so. */
  last: number;
  onJump?: () => void;
  onRead?: () => void;
}

/** What came in since one was here, as long as its beginning is out of sight. Without script a form and a link do the same. */
export function UnreadBar(
  { line: { first, count, since }, dates, last, onJump, onRead }:
    UnreadBarProps,
) {
  return (
    <form
      class="unread-bar"
      method="post"
      aria-label="Unread messages"
      onSubmit={onRead && ((event) => {
        event.preventDefault();
        onRead();
      })}
    >
      <input type="hidden" name="action" value="read" />
      <input type="hidden" name="seq" value={last} />
      <p>
        {count > MOST_SAID ? `${MOST_SAID}+` : count} new since{" "}
        <time
          dateTime={new Date(since).toISOString()}
          title={dates.full(since)}
        >
          {dates.time(since)}
        </time>
      </p>
      <a
        class="unread-action"
        href={`?around=${first}#${LINE}`}
        onClick={onJump && insteadOfLeaving(onJump)}
      >
        <Icon name="up" /> Jump
      </a>
      <button class="unread-action" type="submit">Mark read</button>
    </form>
  );
}
