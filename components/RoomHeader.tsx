import type { ComponentChildren } from "preact";
import type { Room } from "@/chat/rooms.ts";
import { RoomTools } from "@/components/RoomTools.tsx";
import { SidebarButton } from "@/components/Sidebar.tsx";

interface RoomHeaderProps {
  room: Room;
  /** Who is there. */
  children: ComponentChildren;
}

/** Which room this is and what it is about. */
export function RoomHeader({ room, children }: RoomHeaderProps) {
  return (
    <header class="room-header">
      <SidebarButton />
      <h1 class="room-title">
        <bdi>{room.title}</bdi>
      </h1>
      {room.topic !== undefined && (
        <p class="room-topic" dir="auto">{room.topic}</p>
      )}
      {children}
      <RoomTools />
    </header>
  );
}
