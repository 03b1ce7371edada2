import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import type { Chat as ChatCore } from "@/chat/chat.ts";
import { authorOf } from "@/chat/people.ts";
import type { Author, UnreadRoom } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import type { People } from "@/client/company.ts";
import type { Seed } from "@/client/room_state.ts";
import type { ComposerSeed } from "@/components/room/Composer.tsx";
import { KeptRow } from "@/components/room/KeptRow.tsx";
import { RowComponent } from "@/components/room/row_component.ts";
import { timeZoneOf } from "@/components/room/time_zone.ts";
import { RoomPage } from "@/components/RoomPage.tsx";
import { readForm } from "@/http/body.ts";
import Chat from "@/islands/Chat.tsx";
import { field, type Form } from "@/routes/(_forms)/form.ts";
import { type Past, pastOf } from "@/routes/(_forms)/past.ts";
import { submitPost } from "@/routes/(_forms)/post_form.ts";
import { seedOf } from "@/routes/(_forms)/room_view.ts";
import { define, type State } from "@/state.ts";

interface RoomData {
  room: Room;
  rooms: readonly Room[];
  me: Author;
  people: People;
  seed: Seed;
  /** What one has not read, in the rooms that one has read something in. */
  unread: UnreadRoom[];
  composer: ComposerSeed;
  zone: string;
  /** The server's clock, in milliseconds since the Unix epoch. */
  now: number;
  /** The message that the address names. */
  around?: number;
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
    const form = await readForm(ctx.req);
    if (field(form, "action") === "read") {
      return await markRead(ctx, slug, form);
    }
    const refused = await submitPost(ctx.state, slug, form);
    if (!refused) return ctx.redirect(`/rooms/${slug}#bottom`, 303);
    const { composer, status, headers } = refused;
    return page({ ...await read(ctx), composer }, { status, headers });
  },
});

/** Reading a page marks nothing as read, since a `GET` changes nothing (RFC 9110, section 9.2.1): this form does, and posting. */
async function markRead(ctx: Context<State>, slug: string, form: Form) {
  const { chat, person } = ctx.state;
  const seq = Number(field(form, "seq"));
  const head = await chat.log.head(slug);
  if (seq >= 1 && head >= 1) {
    await chat.reading.mark(person, slug, Math.min(Math.floor(seq), head));
  }
  return ctx.redirect(`/rooms/${slug}`, 303);
}

/** What the page shows. Throws `Refusal` if there is no such room. */
async function read(
  { state, params, req }: Context<State>,
  past?: Past,
): Promise<RoomData> {
  const { chat, person } = state;
  const room = await chat.rooms.get(params.room ?? "");
  const me = authorOf(person);
  const [rooms, people, unread, seed] = await Promise.all([
    chat.rooms.list(),
    peopleIn(room.slug, chat, me),
    chat.unread.of(person),
    seedOf(chat, room.slug, past),
  ]);
  return {
    room,
    rooms,
    me,
    people,
    unread,
    seed,
    composer: { id: crypto.randomUUID() },
    zone: timeZoneOf(req.headers.get("cookie")),
    now: chat.environment.now(),
    ...(past?.around !== undefined && { around: past.around }),
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
  const { room, rooms, me, people, unread, seed, composer, zone, now, around } =
    data;
  return (
    <RowComponent.Provider value={KeptRow}>
      <Head>
        <title>{`${room.title} · Confab`}</title>
      </Head>
      <RoomPage
        room={room}
        rooms={rooms}
        unread={unread}
        epoch={seed.epoch}
        person={me}
        people={people}
        zone={zone}
      >
        <Chat
          slug={room.slug}
          title={room.title}
          me={me}
          seed={seed}
          reading={unread.find(({ slug }) => slug === room.slug)}
          composer={composer}
          zone={zone}
          now={now}
          around={around}
        />
      </RoomPage>
    </RowComponent.Provider>
  );
});
