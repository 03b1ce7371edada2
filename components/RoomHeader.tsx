import type { ComponentChildren } from "preact";
import type { Room } from "@/chat/rooms.ts";
import { RoomTools } from "@/components/RoomTools.tsx";
import { SidebarButton } from "@/components/Sidebar.tsx";
import RoomTitle from "@/islands/RoomTitle.tsx";

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
      <RoomTitle room={room} />
      {children}
      <RoomTools />
    </header>
  );
}
