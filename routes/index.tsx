import { type Context, HttpError, page } from "fresh";
import { NameTaken } from "@/chat/name_register.ts";
import { parseRoom } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import type { Room } from "@/chat/rooms.ts";
import { HomePage, type Refused } from "@/components/HomePage.tsx";
import { type Count, countOf } from "@/components/RoomList.tsx";
import { readForm } from "@/http/body.ts";
import { retryHeader } from "@/http/problem.ts";
import { field, type Form } from "@/routes/(_forms)/form.ts";
import { hueIn } from "@/routes/(_forms)/hue.ts";
import { roomSlug } from "@/routes/(_forms)/room_slug.ts";
import { aboutName, aboutTitle } from "@/routes/(_forms)/sentences.ts";
import { define, type State } from "@/state.ts";

interface HomeData {
  rooms: readonly Room[];
  counts: Map<string, Count>;
  /** Slug of the room to go on to. */
  room?: string;
  name?: Refused;
  /** The colour that was chosen together with the name. */
  hue?: number;
  title?: Refused;
  topic?: string;
}

export const handler = define.handlers<HomeData>({
  async GET(ctx) {
    return page(await roomsOf(ctx));
  },
  async POST(ctx) {
    const form = await readForm(ctx.req);
    switch (field(form, "action")) {
      case "name":
        return await changeLook(ctx, form);
      case "room":
        return await makeRoom(
          ctx,
          field(form, "title"),
          field(form, "topic").trim(),
        );
      default:
        throw new HttpError(
          400,
          "Cannot tell what the form asks for: expected 'action' to be 'name' or 'room'",
        );
    }
  },
});

async function roomsOf(
  { state: { chat, person } }: Context<State>,
): Promise<Pick<HomeData, "rooms" | "counts">> {
  const [rooms, unread] = await Promise.all([
    chat.rooms.list(),
    chat.unread.of(person),
  ]);
  const counts = new Map(
    unread.map(({ slug, messages }) => [slug, countOf(messages)]),
  );
  return { rooms, counts };
}

async function changeLook(ctx: Context<State>, form: Form) {
  const { chat, person, address } = ctx.state;
  const name = field(form, "name");
  const room = field(form, "room");
  const hue = hueIn(form);
  try {
    await chat.changeLook(person, address, name, hue);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return await refuse(ctx, error, {
      room,
      hue,
      name: { value: name, problem: aboutName(name, error) },
    });
  }
  const known = await chat.rooms.find(room);
  return ctx.redirect(known ? `/rooms/${known.slug}` : "/", 303);
}

async function makeRoom(
  ctx: Context<State>,
  title: string,
  topic: string,
) {
  const { chat, person, address } = ctx.state;
  try {
    const parsed = parseRoom({
      slug: roomSlug(title),
      title,
      ...(topic && { topic }),
    });
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    const { slug } = await chat.makeRoom(person, address, parsed.value);
    return ctx.redirect(`/rooms/${slug}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return await refuse(ctx, error, {
      title: { value: title, problem: aboutTitle(title, error) },
      topic,
    });
  }
}

/** The same page again, with what was filled in and what is wrong with it. */
async function refuse(
  ctx: Context<State>,
  refusal: Refusal,
  refused: Partial<HomeData>,
) {
  return page({ ...await roomsOf(ctx), ...refused }, {
    status: statusOf(refusal),
    headers: retryHeader(refusal.retryAfter),
  });
}

function statusOf(refusal: Refusal): number {
  if (refusal instanceof NameTaken) return 409;
  if (refusal.code === "rate_limited") return 429;
  return refusal.code === "unavailable" ? 503 : 422;
}

export default define.page<typeof handler>(function Home({ data, state }) {
  return <HomePage person={state.person} {...data} />;
});
