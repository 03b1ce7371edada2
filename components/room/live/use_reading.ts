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
  /** What is in sight has changed. */
  looked: (log: HTMLElement, atEnd: boolean) => void;
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
  const attentive = useAttention();

  function looked(log: HTMLElement, atEnd: boolean): void {
    const element = log.querySelector(`#${LINE}`);
    const isLineInSight = element !== null &&
      element.getBoundingClientRect().bottom >=
        log.getBoundingClientRect().top;
    if (isLineInSight) setLineSeen(true);
    const came = wasAbove.current || !line || lineSeen || isLineInSight;
    setReached(atEnd && came);
    wasAbove.current = !atEnd;
  }
  useEffect(() => {
    if (attentive && reached && last > 0) room?.markRead(last);
  }, [room, attentive, reached, last]);

  return {
    line,
    unread,
    lineSeen,
    looked,
    // What comes in while nobody looks, after all else was read, begins with a line of its own.
    arrived: (count) => {
      if (attentive || unread.length !== count) return;
      setLine(lineBefore(unread));
      setLineSeen(reached);
    },
    markRead: () => room?.markRead(Math.max(last, unread.at(-1)?.seq ?? 0)),
  };
}
