import fc from "fast-check";
import type { RoomEvent } from "@/chat/protocol.ts";
import { ADA, AT, BO } from "./packets.ts";

const CY = { id: "cy", name: "Cy" };

const deed = fc.record({
  kind: fc.constantFrom(
    "message",
    "message",
    "edit",
    "delete",
    "react",
    "react",
    "react",
  ),
  author: fc.constantFrom(ADA, BO, CY),
  /** Which of the messages so far. */
  pick: fc.nat(),
  emoji: fc.constantFrom("👍", "🎉"),
  on: fc.boolean(),
});

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** A room's log as a server could have written it: dense, and no change of what does not exist or was deleted. */
export const log: fc.Arbitrary<RoomEvent[]> = fc.array(deed, { maxLength: 40 })
  .map((deeds) => {
    const events: RoomEvent[] = [];
    const alive: number[] = [];
    for (const deed of deeds) {
      events.push(eventOf(deed, events.length + 1, alive));
    }
    return events;
  });

function eventOf(
  { kind, author, pick, emoji, on }: Deed,
  seq: number,
  alive: number[],
): RoomEvent {
  const stamp = { room: "lobby", seq, author, at: AT + seq };
  const target = alive[pick % alive.length];
  if (kind === "message" || target === undefined) {
    alive.push(seq);
    return { type: "message", ...stamp, id: `id-${seq}`, body: `m${seq}` };
  }
  if (kind === "edit") {
    return { type: "edit", ...stamp, target, body: `edited by ${seq}` };
  }
  if (kind === "react") return { type: "react", ...stamp, target, emoji, on };
  alive.splice(alive.indexOf(target), 1);
  return { type: "delete", ...stamp, target };
}
