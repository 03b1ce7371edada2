import { parseReadRequest } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import { readJson } from "@/http/body.ts";
import { methods } from "@/http/methods.ts";
import { mustHaveSession } from "@/http/session.ts";

/** The packet `read` for those who have no WebSocket. */
export const handler = methods({
  async POST(ctx) {
    const { chat, person } = ctx.state;
    mustHaveSession(ctx.state);
    const { slug } = await chat.rooms.get(ctx.params.room ?? "");
    const parsed = parseReadRequest(await readJson(ctx.req));
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    const { seq } = parsed.value;
    await chat.log.mustHave(slug, seq);
    await chat.reading.mark(person, slug, seq);
    return new Response(null, { status: 204 });
  },
});
