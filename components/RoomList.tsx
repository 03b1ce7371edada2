import type { Room } from "@/chat/rooms.ts";
import { Icon } from "@/components/Icon.tsx";

interface RoomListProps {
  rooms: readonly Room[];
  /** Slug of the room that one is in. */
  current?: string;
}

/** The rooms, in the order given. */
export function RoomList({ rooms, current }: RoomListProps) {
  return (
    <ul class="rooms">
      {rooms.map(({ slug, title }) => (
        <li key={slug}>
          <a
            class="room-link"
            href={`/rooms/${slug}`}
            aria-current={slug === current ? "page" : undefined}
          >
            <Icon name="hash" />
            <bdi class="room-link-title">{title}</bdi>
          </a>
        </li>
      ))}
    </ul>
  );
}
