import type { Dialect } from "./dialect.ts";

/** The little JSON protocol of the peers `ws`, Bun and Deno (`bench/peers/`). */
export const plain: Dialect = {
  path: "/",
  greets: false,
  acks: false,
  join: (room) => JSON.stringify({ type: "join", room }),
  post: (_room, texts) => JSON.stringify({ type: "post", texts }),
  read: (frame) =>
    JSON.parse(frame).type === "joined"
      ? { kind: "joined" }
      : { kind: "problem", reason: frame },
};
