import fc from "fast-check";
import { HISTORY_PAGE } from "@/chat/limits.ts";
import type { ClientPacket } from "@/chat/protocol.ts";

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/);
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const body = fc.string({ unit: "binary", maxLength: 300 })
  .filter((text) => text.isWellFormed() && text.trim() !== "");
const emoji = fc.constantFrom("👍", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👋🏽");
/** Any valid packet of a client. */
export const packet: fc.Arbitrary<ClientPacket> = fc.oneof(
  fc.record({
    type: fc.constant("join" as const),
    room: slug,
    after: fc.nat(),
    epoch: fc.string({ maxLength: 64 }),
    history: fc.nat(HISTORY_PAGE),
  }, { requiredKeys: ["type", "room"] }),
  fc.record({ type: fc.constant("leave" as const), room: slug }),
  fc.record({
    type: fc.constant("post" as const),
    room: slug,
    id,
    body,
    replyTo: seq,
  }, { requiredKeys: ["type", "room", "id", "body"] }),
  fc.record({
    type: fc.constant("edit" as const),
    room: slug,
    id,
    target: seq,
    body,
  }),
  fc.record({
    type: fc.constant("delete" as const),
    room: slug,
    id,
    target: seq,
  }),
  fc.record({
    type: fc.constant("react" as const),
    room: slug,
    id,
    target: seq,
    emoji,
    on: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("typing" as const),
    room: slug,
    on: fc.boolean(),
  }),
  fc.record({ type: fc.constant("read" as const), room: slug, seq }),
  fc.record({ type: fc.constant("ping" as const), at: fc.nat() }, {
    requiredKeys: ["type"],
  }),
);
