import type { Control, Dialect } from "./dialect.ts";

/**
 * Socket.IO's protocol, version 5, in Engine.IO's, version 4, over a WebSocket alone. The first digit of a frame is Engine.IO's packet type
 * (0 open, 2 ping, 3 pong, 4 message), the second one Socket.IO's (0 connect, 2 event, 4 refused).
 */
export const socketIo: Dialect = {
  path: "/socket.io/?EIO=4&transport=websocket",
  greets: true,
  acks: false,
  join: (room) => `42${JSON.stringify(["join", room])}`,
  post: (_room, texts) => `42${JSON.stringify(["post", texts])}`,
  read(frame): Control {
    if (frame.startsWith("0")) return { kind: "question", text: "40" };
    if (frame === "2") return { kind: "question", text: "3" };
    if (frame.startsWith("40")) return { kind: "welcome" };
    if (frame.startsWith('42["joined"')) return { kind: "joined" };
    return { kind: "problem", reason: frame };
  },
};
