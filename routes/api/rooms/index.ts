import { readJson } from "@/http/body.ts";
import { methods } from "@/http/methods.ts";
import { mayRead, mustHaveSession } from "@/http/session.ts";
import { problemResponse } from "@/http/problem.ts";
import { parseRoom, type UnreadRoom } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";

export const handler = methods({
  async GET(ctx) {
    mayRead(ctx.state);
    const { chat, person } = ctx.state;
    const [rooms, unread] = await Promise.all([
      chat.rooms.list(),
      chat.unread.of(person),
    ]);
    const bySlug = new Map(unread.map((room) => [room.slug, room]));
    return ctx.json({
      rooms: rooms.map((room) => ({
        ...room,
        ...inNumbers(bySlug.get(room.slug)),
      })),
    });
  },

  async POST(ctx) {
    const { chat, person, address } = ctx.state;
    mustHaveSession(ctx.state);
    const parsed = parseRoom(await readJson(ctx.req));
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    if (await chat.rooms.find(parsed.value.slug)) {
      return problemResponse({
        status: 409,
        code: "forbidden",
        detail: `Room '${parsed.value.slug}' exists already`,
      });
    }
    const room = await chat.makeRoom(person, address, parsed.value);
    return ctx.json(room, {
      status: 201,
      headers: { location: `/rooms/${room.slug}` },
    });
  },
});

/** Nothing of a room in which one has never read anything. */
function inNumbers(room: UnreadRoom | undefined) {
  return room && {
    read: room.read,
    unread: room.messages.length,
    named: room.messages.some(({ named }) => named),
  };
}
