import type { UnreadMessage } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import { Icon } from "@/components/Icon.tsx";

/** More than this is not said exactly. */
const MOST_SAID = 99;

/** What is new in a room. */
export interface Count {
  unread: number;
  /** One was named there. */
  named: boolean;
}

interface RoomListProps {
  rooms: readonly Room[];
  /** Slug of the room that one is in. */
  current?: string;
  /** By slug. */
  counts?: ReadonlyMap<string, Count>;
}

/** The rooms, in the order given. */
export function RoomList({ rooms, current, counts }: RoomListProps) {
  return (
    <ul class="rooms">
      {rooms.map(({ slug, title }) => {
        const count = counts?.get(slug);
        return (
          <li key={slug}>
            <a
              class={`room-link${count?.unread ? " room-unread" : ""}`}
              href={`/rooms/${slug}`}
              aria-current={slug === current ? "page" : undefined}
            >
              <Icon name="hash" />
              <bdi class="room-link-title">{title}</bdi>
              {count !== undefined && count.unread > 0 && <Badge {...count} />}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

export function countOf(messages: readonly UnreadMessage[]): Count {
  return {
    unread: messages.length,
    named: messages.some(({ named }) => named),
  };
}

/** An `@` and a filled ground where one was named: never by colour alone. */
function Badge({ unread, named }: Count) {
  const number = unread > MOST_SAID ? `${MOST_SAID}+` : unread;
  return (
    <span class={`room-count${named ? " room-named" : ""}`}>
      {named && <span aria-hidden="true">@</span>}
      <span aria-hidden="true">{number}</span>
      <span class="visually-hidden">
        , {number} unread{named && ", you were named"}
      </span>
    </span>
  );
}
