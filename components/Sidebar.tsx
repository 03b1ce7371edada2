import type { ComponentChildren } from "preact";
import type { Author } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import { Brand } from "@/components/Brand.tsx";
import { Icon } from "@/components/Icon.tsx";
import { RoomForm } from "@/components/RoomForm.tsx";
import Me from "@/islands/Me.tsx";

interface SidebarProps {
  room: Room;
  person: Author;
  /** The list of the rooms. */
  children: ComponentChildren;
}

/** The element that a `SidebarButton` opens. */
const SIDEBAR = "sidebar";

/**
 * Beside the room where there is space for it. Where there is not it is a popover: the browser opens and closes it, takes Escape and
 * taps beside it, and gives the focus back, without script.
 */
export function Sidebar({ room, person, children }: SidebarProps) {
  return (
    <aside
      class="sidebar"
      id={SIDEBAR}
      popover="auto"
      aria-label="Rooms and you"
    >
      <div class="sidebar-top">
        <Brand />
        <button
          type="button"
          class="icon-button sidebar-close"
          popovertarget={SIDEBAR}
          aria-label="Close the room list"
        >
          <Icon name="close" />
        </button>
      </div>
      <nav class="sidebar-rooms" aria-label="Rooms">
        <h2 class="sidebar-title">Rooms</h2>
        {children}
      </nav>
      <details class="sidebar-details">
        <summary class="sidebar-summary">
          <Icon name="plus" /> New room
        </summary>
        <RoomForm id="sidebar-room" label="Its title" />
      </details>
      <Me person={person} room={room.slug} />
    </aside>
  );
}

/** Shows the sidebar where it is hidden. */
export function SidebarButton() {
  return (
    <button
      type="button"
      class="icon-button sidebar-open"
      popovertarget={SIDEBAR}
      aria-label="Rooms"
    >
      <Icon name="menu" />
    </button>
  );
}
