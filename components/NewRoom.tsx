import { Icon } from "@/components/Icon.tsx";
import { RoomForm } from "@/components/RoomForm.tsx";

/** The way to a room that is not there yet. */
export function NewRoom() {
  return (
    <details class="sidebar-details" name="sidebar">
      <summary class="sidebar-summary">
        <Icon name="plus" /> New room
      </summary>
      <RoomForm id="sidebar-room" label="Its title" />
    </details>
  );
}
