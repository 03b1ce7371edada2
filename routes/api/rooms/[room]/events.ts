import { EventStream } from "@/http/event_stream.ts";
import { methods } from "@/http/methods.ts";
import { wholeNumber } from "@/http/query.ts";
import { mayRead } from "@/http/session.ts";

/** The room's events as server-sent events. */
export const handler = methods({
  async GET(ctx) {
    const { chat, address } = ctx.state;
    mayRead(ctx.state);
    const { slug } = await chat.rooms.get(ctx.params.room ?? "");
    const query = new URLSearchParams(ctx.url.searchParams);
    const last = ctx.req.headers.get("last-event-id");
    if (last) query.set("after", last);
    const after = wholeNumber(query, "after", 0, Number.MAX_SAFE_INTEGER);
    const epoch = query.get("epoch") ?? undefined;
    const leave = chat.admission.enter(address);
    return new EventStream(chat, ctx.state.person, leave).follow(slug, {
      ...(after !== undefined && { after }),
      ...(epoch !== undefined && { epoch }),
    });
  },
});
