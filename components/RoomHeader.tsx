import type { Room } from "@/chat/rooms.ts";
import { SidebarButton } from "@/components/Sidebar.tsx";

/** Which room this is and what it is about. */
export function RoomHeader({ room }: { room: Room }) {
  return (
    <header class="room-header">
      <SidebarButton />
      <h1 class="room-title">
        <bdi>{room.title}</bdi>
      </h1>
      {room.topic !== undefined && (
        <p class="room-topic" dir="auto">{room.topic}</p>
      )}
    </header>
  );
}
