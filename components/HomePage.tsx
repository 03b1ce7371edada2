import type { Author } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import { Brand } from "@/components/Brand.tsx";
import { NameForm } from "@/components/NameForm.tsx";
import { RoomForm } from "@/components/RoomForm.tsx";
import { type Count, RoomList } from "@/components/RoomList.tsx";

/** What a form held and what is wrong with it. */
export interface Refused {
  value: string;
  problem: string;
}

interface HomePageProps {
  person: Author;
  rooms: readonly Room[];
  /** What is new in each, by slug. */
  counts?: ReadonlyMap<string, Count>;
  name?: Refused;
  /** The colour that was chosen together with the name. */
  hue?: number;
  title?: Refused;
  /** As it was filled in. */
  topic?: string;
  /** Slug of the room that the name was changed from. */
  room?: string;
}

/** The door: a name, and the rooms. */
export function HomePage(
  { person, rooms, counts, name, hue, title, topic, room = "lobby" }:
    HomePageProps,
) {
  return (
    <main class="plain-page" id="main">
      <Brand />
      <div class="plain-hero">
        <h1>Come in and talk</h1>
        <p class="plain-lead">
          Choose a name and you are in. No account, nothing to set up.
        </p>
      </div>
      <section class="plain-card" aria-label="Your name">
        <NameForm
          id="name"
          name={name?.value ?? person.name}
          problem={name?.problem}
          room={room}
        >
          {hue !== undefined && <input type="hidden" name="hue" value={hue} />}
          <button class="button button-primary" type="submit">
            Enter {titleOf(room, rooms)}
          </button>
        </NameForm>
      </section>
      <section class="plain-card">
        <h2>Rooms</h2>
        <RoomList rooms={rooms} counts={counts} />
        <RoomForm
          id="title"
          label="New room"
          title={title?.value}
          problem={title?.problem}
          topic={topic}
        />
      </section>
    </main>
  );
}

function titleOf(slug: string, rooms: readonly Room[]): string {
  return rooms.find((room) => room.slug === slug)?.title ?? slug;
}
