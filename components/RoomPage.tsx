import type { ComponentChildren } from "preact";
import type { Author, UnreadRoom } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import type { People as Company } from "@/client/company.ts";
import { UTC } from "@/components/room/time_zone.ts";
import { RoomHeader } from "@/components/RoomHeader.tsx";
import { Sidebar } from "@/components/Sidebar.tsx";
import RoomsAndMe from "@/islands/RoomsAndMe.tsx";
import RoomTop from "@/islands/RoomTop.tsx";

interface RoomPageProps {
  room: Room;
  rooms: readonly Room[];
  unread: UnreadRoom[];
  /** Of the numbers in `unread`. */
  epoch: string;
  person: Author;
  people: Company;
  /** What times are said in. */
  zone: string;
  /** What is said there. */
  children: ComponentChildren;
}

/** A room between its neighbours. */
export function RoomPage(
  { room, rooms, unread, epoch, person, people, zone, children }: RoomPageProps,
) {
  return (
    <div class="shell">
      <Sidebar>
        <RoomsAndMe
          rooms={rooms}
          current={room.slug}
          unread={unread}
          epoch={epoch}
          person={person}
        />
      </Sidebar>
      <main class="room" id="main">
        <RoomHeader>
          <RoomTop room={room} me={person} people={people} />
        </RoomHeader>
        {children}
        <WithoutScript slug={room.slug} zone={zone} />
      </main>
    </div>
  );
}

/** The way to what is new for those whose page does not come to life. A link without a fragment: it loads the page anew. */
function WithoutScript({ slug, zone }: { slug: string; zone: string }) {
  return (
    <noscript>
      <p class="room-note">
        <a href={`/rooms/${slug}`}>Refresh</a>{" "}
        to see what is new{zone === UTC && " · times are in UTC"}
      </p>
    </noscript>
  );
}
