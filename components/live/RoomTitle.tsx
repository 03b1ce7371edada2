import type { Room } from "@/chat/rooms.ts";
import { place, roomOf } from "@/components/room/live/place.ts";

/** The title and the topic of the room that is shown; the page was made for `room`. */
export function RoomTitle({ room }: { room: Room }) {
  const { title, topic } = place.value && roomOf(place.value.slug) || room;
  return (
    <>
      <h1 class="room-title" dir="auto">{title}</h1>
      {topic !== undefined && <p class="room-topic" dir="auto">{topic}</p>}
    </>
  );
}
