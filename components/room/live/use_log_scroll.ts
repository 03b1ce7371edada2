import type { Ref } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  type Anchor,
  anchorOf,
  restore,
} from "@/components/room/live/anchor.ts";
import type { Entry } from "@/components/room/entries.ts";
import type { UnreadLine } from "@/components/room/unread_line.ts";

/** So close to the end still counts as being there, in CSS pixels. */
const AT_END_PX = 100;
/** So close to an end of what is loaded more is fetched, in CSS pixels. */
const NEAR_PX = 600;

export interface LogScroll {
  scroller: Ref<HTMLDivElement>;
  /** The newest message is in sight, or nearly. */
  atEnd: boolean;
  /** The end is more than a screen away, or not loaded. */
  far: boolean;
  /** The end of what is loaded is in sight, or nearly. */
  low: boolean;
  onScroll: () => void;
  toEnd: () => void;
  focus: () => void;
  /** Puts an element that is there, or will be with the next messages, into the middle. */
  show: (id: string) => void;
  /** What was to be shown, or this if it was, does not come: nobody wants to be taken there later. */
  giveUp: (id?: string) => void;
}

interface LogScrollOptions {
  slug: string;
  entries: readonly Entry[];
  /** What is loaded ends before the newest message. */
  newer: boolean;
  /** Stands among the entries. */
  line: UnreadLine | undefined;
  nearTop: () => void;
  nearBottom: () => void;
  /** Called after each change of what is in sight. */
  looked: (log: HTMLElement, atEnd: boolean, scrolled: boolean) => void;
}

/** Where each room was left, if not at its end: it is found there again. */
const left = new Map<string, Anchor>();

/**
 * Keeps the log where it should be: at the end if one is there, else exactly where one reads, whatever comes or goes above or below. The
 * log is laid out from its end (`column-reverse`): `scrollTop` is 0 at the bottom and negative above.
 */
export function useLogScroll(
  { slug, entries, newer, line, nearTop, nearBottom, looked }: LogScrollOptions,
): LogScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<"end" | string>();
  const [place, setPlace] = useState(() => ({
    atEnd: !newer,
    far: newer,
    low: true,
  }));
  const wasNewer = useRef(newer);
  const log = scroller.current;
  // Before the new messages are in the page: what is in sight now shall stay where it is.
  const stuck = log !== null && !wasNewer.current && isAtEnd(log);
  const anchor = log !== null && !stuck ? anchorOf(log) : undefined;

  function look(scrolled = false): void {
    if (!scroller.current) return;
    const next = placeIn(scroller.current, wasNewer.current);
    setPlace((known) =>
      known.atEnd === next.atEnd && known.far === next.far &&
        known.low === next.low
        ? known
        : next
    );
    looked(scroller.current, next.atEnd, scrolled);
  }
  function onScroll(): void {
    if (!scroller.current) return;
    look(true);
    if (isNearTop(scroller.current)) nearTop();
    if (newer && isNearBottom(scroller.current)) nearBottom();
  }
  function toEnd(): void {
    wanted.current = newer ? "end" : undefined;
    if (!newer) scroller.current?.scrollTo({ top: 0, behavior: "instant" });
    look();
  }
  function show(id: string): void {
    wanted.current = scroller.current && centre(scroller.current, id)
      ? undefined
      : id;
    look();
  }

  function giveUp(id = wanted.current): void {
    if (wanted.current === id) wanted.current = undefined;
  }

  useLayoutEffect(() => {
    wasNewer.current = newer;
    if (!scroller.current) return;
    const target = wanted.current;
    if (target === "end" ? !newer : stuck) {
      scroller.current.scrollTo({ top: 0, behavior: "instant" });
    } else if (anchor) restore(scroller.current, anchor);
    if (target === "end" && !newer) wanted.current = undefined;
    if (target && target !== "end" && centre(scroller.current, target)) {
      wanted.current = undefined;
    }
    look();
  }, [entries, newer, line]);

  useLayoutEffect(() => {
    const known = left.get(slug);
    const element = scroller.current;
    if (!element) return;
    if (known && location.hash === "") restore(element, known);
    return () => {
      const anchor = isAtEnd(element) ? undefined : anchorOf(element);
      if (anchor) left.set(slug, anchor);
      else left.delete(slug);
    };
  }, []);
  useEffect(() => {
    if (scroller.current) return keepStill(scroller.current);
  }, []);
  const focus = () => scroller.current?.focus({ preventScroll: true });
  return { scroller, ...place, onScroll, toEnd, focus, show, giveUp };
}

function placeIn(log: HTMLElement, newer: boolean) {
  const low = isAtEnd(log);
  return {
    atEnd: !newer && low,
    far: newer || log.scrollTop < -log.clientHeight,
    low,
  };
}

function isAtEnd(log: HTMLElement): boolean {
  return log.scrollTop > -AT_END_PX;
}

function isNearTop({ scrollTop, scrollHeight, clientHeight }: HTMLElement) {
  return scrollHeight + scrollTop - clientHeight < NEAR_PX;
}

/** Whether what one reads is near the end of what is loaded. */
export function isNearBottom({ scrollTop }: HTMLElement): boolean {
  return scrollTop > -NEAR_PX;
}

function centre(log: HTMLElement, id: string): boolean {
  const element = log.querySelector(`#${CSS.escape(id)}`);
  element?.scrollIntoView({ block: "center", behavior: "instant" });
  return element !== null;
}

/** The log gives way at its end when the composer grows; what is read further up stays where it is. Gives a function that ends this. */
function keepStill(log: HTMLElement): () => void {
  let height = log.clientHeight;
  const observer = new ResizeObserver(() => {
    const grown = log.clientHeight - height;
    height = log.clientHeight;
    if (!isAtEnd(log)) log.scrollTop += grown;
  });
  observer.observe(log);
  return () => observer.disconnect();
}
