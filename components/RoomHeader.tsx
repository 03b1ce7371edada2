import type { ComponentChildren } from "preact";
import { RoomTools } from "@/components/RoomTools.tsx";
import { SidebarButton } from "@/components/Sidebar.tsx";

/** Which room this is and what it is about. */
export function RoomHeader({ children }: { children: ComponentChildren }) {
  return (
    <header class="room-header">
      <SidebarButton />
      {children}
      <RoomTools />
    </header>
  );
}
