import { useLayoutEffect } from "preact/hooks";
import type { RoomState } from "@/client/room_state.ts";
import { place } from "@/components/room/live/place.ts";
import type { LogScroll } from "@/components/room/live/use_log_scroll.ts";
import type { Pages } from "@/components/room/live/use_pages.ts";
import type { LiveRoom } from "@/components/room/live/use_room.ts";

interface TargetOptions {
  live: LiveRoom | undefined;
  pages: Pages;
  scroll: LogScroll;
  /** The message that the page was asked for. */
  around: number | undefined;
}

export interface Target {
  /** The message that the address names, to be marked. */
  marked: number | undefined;
  /** Its number, if there is no such message. */
  missing: number | undefined;
}

/** Goes to the message that the address names, loading what is around it if it is not there. */
export function useTarget(
  { live, pages, scroll, around }: TargetOptions,
): Target {
  const here = place.value;
  const room = here?.slug === live?.room.slug ? live?.room : undefined;
  const seq = here?.seq;
  const begun = room?.begun.value;
  // In the frame in which it is marked: a moment later one may be on the way elsewhere.
  useLayoutEffect(() => {
    if (!room || !begun || seq === undefined) return;
    scroll.show(String(seq));
    if (isHeld(room, seq)) return;
    const stop = pages.open({ around: seq });
    return () => {
      stop();
      scroll.giveUp(String(seq));
    };
  }, [room, begun, here]);

  const isMissing = room && seq !== undefined && lacks(room, seq);
  const missing = isMissing ? seq : undefined;
  const problem = pages.problem("Those");
  useLayoutEffect(() => {
    if (missing !== undefined || problem) scroll.giveUp();
  }, [missing, problem]);
  return { marked: here ? seq : around, missing };
}

function isHeld({ messages }: RoomState, seq: number): boolean {
  return messages.value.some((message) => message.seq === seq);
}

/** What is held is up to date and has no message there, though it reaches past it. */
function lacks(room: RoomState, seq: number): boolean {
  const { messages, more, newer, joined } = room;
  const first = more.value ? messages.value[0]?.seq ?? Infinity : 0;
  const last = newer.value ? messages.value.at(-1)?.seq ?? 0 : Infinity;
  return joined.value && first < seq && seq < last && !isHeld(room, seq);
}
