import { useLayoutEffect, useState } from "preact/hooks";
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
  const [missing, setMissing] = useState<number>();
  // In the frame in which it is marked: a moment later one may be on the way elsewhere.
  useLayoutEffect(() => {
    setMissing(undefined);
    if (!live || here?.slug !== live.room.slug) return;
    if (here.seq !== undefined) void goTo(live, here.seq);
  }, [live, here]);

  async function goTo({ room }: LiveRoom, seq: number): Promise<void> {
    const isHeld = () =>
      room.messages.peek().some((message) => message.seq === seq);
    scroll.show(String(seq));
    if (isHeld()) return;
    await pages.open({ around: seq });
    const { messages, joined } = room;
    const isKnown = messages.peek().length > 0 || joined.peek();
    if (!isHeld() && isKnown) setMissing(seq);
  }
  return { marked: here ? here.seq : around, missing };
}
