import { welcomeTo } from "@/chat/welcome.ts";
import { methods } from "@/http/methods.ts";
import { mayRead } from "@/http/session.ts";

/** The `welcome` of a connection, for who has none: a client that follows rooms by server-sent events. */
export const handler = methods({
  GET(ctx) {
    mayRead(ctx.state);
    return ctx.json(welcomeTo(ctx.state.person));
  },
});
