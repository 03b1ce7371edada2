import type { Author, UnreadRoom } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import { Me } from "@/components/live/Me.tsx";
import { RoomLinks } from "@/components/live/RoomLinks.tsx";
import { NewRoom } from "@/components/NewRoom.tsx";

interface RoomsAndMeProps {
  rooms: readonly Room[];
  /** Slug of the room that the page was made for. */
  current: string;
  unread: UnreadRoom[];
  epoch: string;
  person: Author;
}

/** The rooms, the way to another one, and who one is. */
export default function RoomsAndMe({ person, ...rooms }: RoomsAndMeProps) {
  return (
    <>
      <nav class="sidebar-rooms" aria-label="Rooms">
        <h2 class="sidebar-title">Rooms</h2>
        <RoomLinks {...rooms} />
      </nav>
      <NewRoom />
      <Me person={person} room={rooms.current} />
    </>
  );
}
