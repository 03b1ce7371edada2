import { useEffect, useRef, useState } from "preact/hooks";
import type { UnreadMessage } from "@/chat/protocol.ts";
import type { RoomState } from "@/client/room_state.ts";
import { useAttention } from "@/components/room/live/use_attention.ts";
import { LINE } from "@/components/room/MessageList.tsx";
import { lineBefore, type UnreadLine } from "@/components/room/unread_line.ts";

export interface ReadingControl {
  line: UnreadLine | undefined;
  /** Unread messages, of which some may be out of sight. */
  unread: readonly UnreadMessage[];
  /** The line has been in sight. */
  lineSeen: boolean;
  /** What is in sight has changed, by scrolling or otherwise. */
  looked: (log: HTMLElement, atEnd: boolean, scrolled: boolean) => void;
  /** The reader wants the newest ones. */
  skip: () => void;
  /** Others have said something. */
  arrived: (count: number) => void;
  markRead: () => void;
}

/**
 * Reading: the page is looked at and its end was reached, in sight of all that is new or by scrolling there. To open a room at its end
 * is not enough where the first new message lies out of sight.
 */
export function useReading(
  room: RoomState | undefined,
  seed: readonly UnreadMessage[],
): ReadingControl {
  const unread = room?.unread.value ?? seed;
  const last = room?.messages.value.at(-1)?.seq ?? 0;
  const [line, setLine] = useState(() => lineBefore(unread));
  const [lineSeen, setLineSeen] = useState(false);
  const [reached, setReached] = useState(false);
  const wasAbove = useRef(false);
  /** The reader has seen the line, or has gone on without it. */
  const past = useRef(false);
  const attentive = useAttention();

  function looked(log: HTMLElement, atEnd: boolean, scrolled: boolean): void {
    const element = log.querySelector(`#${LINE}`);
    const isLineInSight = element !== null &&
      element.getBoundingClientRect().bottom >=
        log.getBoundingClientRect().top;
    if (isLineInSight) setLineSeen(true);
    if (isLineInSight || atEnd && wasAbove.current) past.current = true;
    if (scrolled) wasAbove.current = !atEnd;
    setReached(atEnd && (!line || past.current));
  }
  useEffect(() => {
    if (attentive && reached && last > 0) room?.markRead(last);
  }, [room, attentive, reached, last]);

  useEffect(() => {
    const hurry = () => room?.hurryReading();
    addEventListener("pagehide", hurry);
    return () => removeEventListener("pagehide", hurry);
  }, [room]);

  return {
    line,
    unread,
    lineSeen,
    looked,
    skip: () => past.current = true,
    // What comes in while nobody looks, after all else was read, begins with a line of its own.
    arrived: (count) => {
      if (attentive || unread.length !== count) return;
      setLine(lineBefore(unread));
      setLineSeen(false);
      past.current = false;
    },
    markRead: () => room?.markAllRead(),
  };
}
