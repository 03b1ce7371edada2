import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import type { Chat as ChatCore } from "@/chat/chat.ts";
import { HISTORY_DEFAULT } from "@/chat/limits.ts";
import { authorOf } from "@/chat/people.ts";
import type { Author } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import type { People } from "@/client/company.ts";
import type { Seed } from "@/client/room_state.ts";
import type { ComposerSeed } from "@/components/room/Composer.tsx";
import { PastMessages } from "@/components/room/PastMessages.tsx";
import { timeZoneOf } from "@/components/room/time_zone.ts";
import { RoomPage } from "@/components/RoomPage.tsx";
import { readForm } from "@/http/body.ts";
import Chat from "@/islands/Chat.tsx";
import { type Past, pastOf } from "@/routes/(_forms)/past.ts";
import { submitPost } from "@/routes/(_forms)/post_form.ts";
import { define, type State } from "@/state.ts";

interface RoomData {
  room: Room;
  rooms: Room[];
  me: Author;
  people: People;
  seed: Seed;
  composer: ComposerSeed;
  zone: string;
  /** The server's clock, in milliseconds since the Unix epoch. */
  now: number;
  /** Which older messages these are; without it they are the newest. */
  past?: Past;
}

export const handler = define.handlers<RoomData>({
  async GET(ctx) {
    const past = pastOf(ctx.url.searchParams);
    const data = await read(ctx, past);
    // After the newest message there is only the room itself.
    if (past?.after !== undefined && data.seed.messages.length === 0) {
      return ctx.redirect(`/rooms/${data.room.slug}`, 303);
    }
    return page(data);
  },
  async POST(ctx) {
    const { slug } = await ctx.state.chat.rooms.get(ctx.params.room ?? "");
    const refused = await submitPost(ctx.state, slug, await readForm(ctx.req));
    if (!refused) return ctx.redirect(`/rooms/${slug}#bottom`, 303);
    const { composer, status, headers } = refused;
    return page({ ...await read(ctx), composer }, { status, headers });
  },
});

/** What the page shows. Throws `Refusal` if there is no such room. */
async function read(
  { state, params, req }: Context<State>,
  past?: Past,
): Promise<RoomData> {
  const { chat, person } = state;
  const room = await chat.rooms.get(params.room ?? "");
  const me = authorOf(person);
  const [rooms, people, history] = await Promise.all([
    chat.rooms.list(),
    peopleIn(room.slug, chat, me),
    chat.history(room.slug, { limit: HISTORY_DEFAULT, ...past }),
  ]);
  return {
    room,
    rooms,
    me,
    people,
    seed: { epoch: chat.epoch, ...history },
    composer: { id: crypto.randomUUID() },
    zone: timeZoneOf(req.headers.get("cookie")),
    now: chat.environment.now(),
    ...(past && { past }),
  };
}

/** Who reads the page is there, though the connection is yet to come. */
async function peopleIn(
  slug: string,
  chat: ChatCore,
  me: Author,
): Promise<People> {
  const { count, users } = await chat.presence.of(slug);
  if (!users) return { count };
  const all = new Map(users).set(me.id, me);
  return { count: all.size, users: [...all.values()] };
}

export default define.page<typeof handler>(function RoomRoute({ data }) {
  const {
    room: { slug, title },
    rooms,
    me,
    people,
    seed,
    composer,
    zone,
    now,
    past,
  } = data;
  return (
    <>
      <Head>
        <title>{`${title} · Confab`}</title>
      </Head>
      <RoomPage
        room={data.room}
        rooms={rooms}
        person={me}
        people={people}
        zone={zone}
      >
        {past
          ? (
            <PastMessages
              slug={slug}
              title={title}
              me={me}
              seed={seed}
              past={past}
              zone={zone}
              now={now}
            />
          )
          : (
            <Chat
              slug={slug}
              title={title}
              me={me}
              seed={seed}
              composer={composer}
              zone={zone}
              now={now}
            />
          )}
      </RoomPage>
    </>
  );
});
