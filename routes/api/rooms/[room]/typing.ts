import { parseTypingRequest } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import { readJson } from "@/http/body.ts";
import { methods } from "@/http/methods.ts";
import { mustHaveSession } from "@/http/session.ts";

/** The packet `typing` for those who have no WebSocket. */
export const handler = methods({
  async POST(ctx) {
    const { chat, person } = ctx.state;
    mustHaveSession(ctx.state);
    const { slug } = await chat.rooms.get(ctx.params.room ?? "");
    const parsed = parseTypingRequest(await readJson(ctx.req));
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    chat.typing.tell(person, slug, parsed.value.on);
    return new Response(null, { status: 204 });
  },
});
