import { useEffect, useState } from "preact/hooks";
import type { Author } from "@/chat/protocol.ts";
import type { People as Company } from "@/client/company.ts";
import type { RoomState } from "@/client/room_state.ts";
import { chatClient } from "@/components/room/live/connection.ts";
import { place } from "@/components/room/live/place.ts";
import { PeoplePanel } from "@/components/room/PeoplePanel.tsx";

interface PeopleProps {
  slug: string;
  me: Author;
  /** Who is there, until the connection tells. */
  people: Company;
}

/** Who is in the room that is shown, as it changes. The page's other islands follow the room. */
export function People({ slug, me, people }: PeopleProps) {
  const here = place.value?.slug ?? slug;
  const [room, setRoom] = useState<RoomState>();
  useEffect(() => setRoom(chatClient().room(here)), [here]);
  // Of another room than the page's own, only that one is there oneself.
  const known = here === slug ? people : { count: 1, users: [me] };
  const told = room?.slug === here ? room.people.value : null;
  return <PeoplePanel me={me} {...(told ?? known)} />;
}
