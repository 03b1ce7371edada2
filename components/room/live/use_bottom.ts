import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Author } from "@/chat/protocol.ts";
import type { Arrivals } from "@/components/room/live/use_arrivals.ts";

/** So close to the end still counts as being there, in CSS pixels. */
const AT_BOTTOM_PX = 100;
/** So close to the beginning the older messages are fetched, in CSS pixels. */
const AT_TOP_PX = 600;

export interface Bottom {
  scroller: Ref<HTMLDivElement>;
  /** Messages that came in below what is being read. */
  below: number;
  onScroll: () => void;
  arrived: (arrivals: Arrivals) => void;
  /** For the button that leads down: it goes away, so the keyboard's focus moves on to the log. */
  follow: (event: { currentTarget: EventTarget | null }) => void;
  isAtBottom: () => boolean;
}

/**
 * Keeps the log where it should be: at the end if one is there or has just written something, else exactly where one reads.
 * The log is laid out from its end (`column-reverse`): `scrollTop` is 0 at the bottom and negative above, what comes in above moves
 * nothing, and what comes in below would move everything by its height.
 */
export function useBottom(me: Author, nearTop: () => void): Bottom {
  const scroller = useRef<HTMLDivElement>(null);
  const [below, setBelow] = useState(0);

  function isAtBottom(): boolean {
    return scroller.current !== null &&
      scroller.current.scrollTop > -AT_BOTTOM_PX;
  }
  function toBottom(): void {
    scroller.current?.scrollTo({ top: 0, behavior: "instant" });
    setBelow(0);
  }
  function follow({ currentTarget }: { currentTarget: EventTarget | null }) {
    if (currentTarget === document.activeElement) {
      scroller.current?.focus({ preventScroll: true });
    }
    toBottom();
  }
  function onScroll(): void {
    if (isAtBottom()) setBelow(0);
    if (scroller.current && isNearTop(scroller.current)) nearTop();
  }
  function arrived({ entries, after }: Arrivals): void {
    if (isAtBottom() || entries.some(({ pending }) => pending)) {
      return toBottom();
    }
    if (scroller.current) {
      scroller.current.scrollTop -= heightAfter(scroller.current, after);
    }
    const others = entries.filter(({ author }) => author.id !== me.id).length;
    setBelow((count) => count + others);
  }
  useEffect(() => {
    if (scroller.current) return keepStill(scroller.current, isAtBottom);
  }, []);
  return { scroller, below, onScroll, arrived, follow, isAtBottom };
}

/** The log gives way at its end when the composer grows; what is read further up stays where it is. Gives a function that ends this. */
function keepStill(
  scroller: HTMLElement,
  isAtBottom: () => boolean,
): () => void {
  let height = scroller.clientHeight;
  const observer = new ResizeObserver(() => {
    const grown = scroller.clientHeight - height;
    height = scroller.clientHeight;
    if (!isAtBottom()) scroller.scrollTop += grown;
  });
  observer.observe(scroller);
  return () => observer.disconnect();
}

function isNearTop(
  { scrollTop, scrollHeight, clientHeight }: HTMLElement,
): boolean {
  return scrollHeight + scrollTop - clientHeight < AT_TOP_PX;
}

/** How far the last message stands below the one with this key. */
function heightAfter(scroller: HTMLElement, key: string | undefined): number {
  const messages = [...scroller.querySelectorAll<HTMLElement>("[data-key]")];
  const before = messages.findLast((message) => message.dataset.key === key);
  const last = messages.at(-1);
  if (!before || !last) return 0;
  return last.getBoundingClientRect().bottom -
    before.getBoundingClientRect().bottom;
}
