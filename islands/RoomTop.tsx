import type { Author } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import type { People as Company } from "@/client/company.ts";
import { People } from "@/components/live/People.tsx";
import { RoomTitle } from "@/components/live/RoomTitle.tsx";

interface RoomTopProps {
  /** The room that the page was made for. */
  room: Room;
  me: Author;
  people: Company;
}

/** Which room is shown, what it is about and who is there. */
export default function RoomTop({ room, me, people }: RoomTopProps) {
  return (
    <>
      <RoomTitle room={room} />
      <People slug={room.slug} me={me} people={people} />
    </>
  );
}
