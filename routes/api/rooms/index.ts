import { readJson } from "@/http/body.ts";
import { methods } from "@/http/methods.ts";
import { mayRead, mustHaveSession } from "@/http/session.ts";
import { problemResponse } from "@/http/problem.ts";
import { parseRoom } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";

export const handler = methods({
  async GET(ctx) {
    mayRead(ctx.state);
    return ctx.json({ rooms: await ctx.state.chat.rooms.list() });
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
