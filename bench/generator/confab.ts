import type { Control, Dialect } from "./dialect.ts";

const ACK = '{"type":"ack"';
/** What a client may be told that would spoil a measurement. */
const UNWANTED = /\{"type":"(error|goodbye)"[^}]*/;

/** `docs/protocol.md`. */
export const confab: Dialect = {
  path: "/api/chat",
  greets: true,
  acks: true,
  join: (room, cursor) =>
    JSON.stringify({ type: "join", room, history: 0, ...cursor }),
  post: (room, texts, first) =>
    JSON.stringify(texts.map((body, i) => ({
      type: "post",
      room,
      id: `p${first + i}`,
      body,
    }))),
  read: (frame, joined) => joined ? later(frame) : earlier(frame),
};

/** Frames are not parsed while it counts; a text in a message can't look like a packet, because JSON escapes its quotation marks. */
function later(frame: string): Control {
  const [unwanted] = frame.match(UNWANTED) ?? [];
  if (unwanted !== undefined) return { kind: "problem", reason: unwanted };
  const count = frame.split(ACK).length - 1;
  return count > 0 ? { kind: "acks", count } : { kind: "other" };
}

function earlier(frame: string): Control {
  const parsed = JSON.parse(frame);
  for (const packet of Array.isArray(parsed) ? parsed : [parsed]) {
    const { type, epoch, head } = packet;
    if (type === "welcome") return { kind: "welcome" };
    if (type === "joined") return { kind: "joined", epoch, head };
    if (type === "error" || type === "goodbye") {
      return { kind: "problem", reason: JSON.stringify(packet) };
    }
  }
  return { kind: "other" };
}
