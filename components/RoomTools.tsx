import { Icon } from "@/components/Icon.tsx";

/** Buttons for what opens over a room. Without script they do nothing, so they show once the page is alive. */
export function RoomTools() {
  return (
    <div class="room-tools">
      <button
        type="button"
        class="icon-button"
        data-opens="switcher"
        aria-label="Find a room or person"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        title="Find a room or person"
      >
        <Icon name="search" />
      </button>
      <button
        type="button"
        class="icon-button"
        data-opens="notifications"
        aria-label="Notifications"
        aria-haspopup="dialog"
        title="Notifications"
      >
        <Icon name="bell" />
      </button>
    </div>
  );
}
