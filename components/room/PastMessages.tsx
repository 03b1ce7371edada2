import type { Author } from "@/chat/protocol.ts";
import type { Seed } from "@/client/room_state.ts";
import { Icon } from "@/components/Icon.tsx";
import { Dates } from "@/components/room/dates.ts";
import { entries } from "@/components/room/entries.ts";
import { LogTop } from "@/components/room/LogTop.tsx";
import { MessageList } from "@/components/room/MessageList.tsx";
import { MessageLog } from "@/components/room/MessageLog.tsx";

interface PastMessagesProps {
  slug: string;
  title: string;
  me: Author;
  /** `more` is said of the direction that was read in. */
  seed: Seed;
  past: { before?: number; after?: number };
  zone: string;
  now: number;
}

/** A page of a room's past, with the ways on and back to the present. */
export function PastMessages(
  { slug, title, me, seed, past, zone, now }: PastMessagesProps,
) {
  const { messages, more } = seed;
  const older = past.after !== undefined || more;
  return (
    <div class="chat">
      <MessageLog title={title}>
        <LogTop
          title={title}
          before={older ? messages.at(0)?.seq : undefined}
        />
        <MessageList
          entries={entries(messages, [], me)}
          me={me}
          dates={new Dates(zone, now)}
        />
      </MessageLog>
      <nav class="past" aria-label="Where you are">
        <p>You are reading older messages.</p>
        <a class="button" href={`?after=${messages.at(-1)?.seq ?? 0}#oldest`}>
          <Icon name="down" /> Newer
        </a>
        <a class="button button-primary" href={`/rooms/${slug}`}>
          To the newest
        </a>
      </nav>
    </div>
  );
}
