import { parseCommand } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import { readJson } from "@/http/body.ts";
import { methods } from "@/http/methods.ts";
import { mustHaveSession } from "@/http/session.ts";

/** Any command of the protocol, for who follows the room by server-sent events. */
export const handler = methods({
  async POST(ctx) {
    const { chat, person, address } = ctx.state;
    mustHaveSession(ctx.state);
    const { slug } = await chat.rooms.get(ctx.params.room ?? "");
    const parsed = parseCommand(slug, await readJson(ctx.req));
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    const { ack, repeated } = await chat.submit(person, address, parsed.value);
    return ctx.json(ack, { status: repeated ? 200 : 201 });
  },
});
