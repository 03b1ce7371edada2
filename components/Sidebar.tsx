import type { ComponentChildren } from "preact";
import { Brand } from "@/components/Brand.tsx";
import { Icon } from "@/components/Icon.tsx";

/** The element that a `SidebarButton` opens. */
export const SIDEBAR = "sidebar";

/**
 * Beside the room where there is space for it. Where there is not it is a popover: the browser opens and closes it, takes Escape and
 * taps beside it, and gives the focus back, without script.
 */
export function Sidebar({ children }: { children: ComponentChildren }) {
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
      {children}
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
