import type { Page } from "@/chat/room_log.ts";
import { HISTORY_DEFAULT, HISTORY_PAGE } from "@/chat/limits.ts";
import { parsePost } from "@/chat/protocol.ts";
import { Refusal } from "@/chat/refusal.ts";
import { readJson } from "@/http/body.ts";
import { methods } from "@/http/methods.ts";
import { wholeNumber } from "@/http/query.ts";
import { mayRead, mustHaveSession } from "@/http/session.ts";

export const handler = methods({
  async GET(ctx) {
    const { chat } = ctx.state;
    mayRead(ctx.state);
    const { slug } = await chat.rooms.get(ctx.params.room ?? "");
    const page = pageOf(ctx.url.searchParams);
    const { head: _, ...answer } = await chat.history(slug, page);
    return ctx.json(answer);
  },

  async POST(ctx) {
    const { chat, person, address } = ctx.state;
    mustHaveSession(ctx.state);
    const { slug } = await chat.rooms.get(ctx.params.room ?? "");
    const parsed = parsePost(await readJson(ctx.req));
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    const { ack, repeated } = await chat.submit(person, address, {
      type: "post",
      room: slug,
      ...parsed.value,
    });
    return ctx.json(ack, { status: repeated ? 200 : 201 });
  },
});

/** Throws {@linkcode Refusal} for what is not a page. */
function pageOf(query: URLSearchParams): Page {
  const before = wholeNumber(query, "before", 1, Number.MAX_SAFE_INTEGER);
  const after = wholeNumber(query, "after", 0, Number.MAX_SAFE_INTEGER);
  const around = wholeNumber(query, "around", 1, Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber(query, "limit", 1, HISTORY_PAGE) ?? HISTORY_DEFAULT;
  return {
    limit,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(around !== undefined && { around }),
  };
}
