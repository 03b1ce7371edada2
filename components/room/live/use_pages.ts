import { effect, untracked } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RoomState } from "@/client/room_state.ts";
import { place } from "@/components/room/live/place.ts";

type Which = "Older" | "Newer" | "Those";
type Ask = (room: RoomState) => Promise<void>;

/** What is under way. */
interface Load {
  which: Which;
  /** Loads the other end, if that was reached last. */
  next?: (() => void) | undefined;
}

/** How it goes with messages that are not loaded. */
export interface Pages {
  /** Why these did not come, in words. */
  problem: (which: Which) => string | undefined;
  older: () => void;
  newer: () => void;
  /** The same, unasked; not again after a failure, or a reader at an end would send one request after another. */
  olderAhead: () => void;
  newerAhead: () => void;
  /** Gives a function that gives it up. */
  open: (place: { around: number } | "newest") => () => void;
}

/** Brings in what was said before, after, or somewhere else. */
export function usePages(room: RoomState | undefined): Pages {
  const [failed, setFailed] = useState<Which>();
  const loading = useRef<Load>();

  async function load(which: Which, ask: Ask): Promise<void> {
    if (!room) return;
    const load: Load = { which };
    loading.current = load;
    setFailed(undefined);
    const failure = await ask(room).then(() => undefined, (error) => {
      console.warn(`Cannot load ${which.toLowerCase()} messages`, error);
      return which;
    });
    // Another part of the log is being opened in its place, or has been.
    if (loading.current !== load) return;
    loading.current = undefined;
    setFailed(failure);
    if (!failure) load.next?.();
  }
  function reach(end: Which, ask: Ask): void {
    const now = loading.current;
    if (!now) return void load(end, ask);
    // What is being opened has other ends.
    const isOther = now.which !== end && now.which !== "Those";
    now.next = isOther ? () => void load(end, ask) : undefined;
  }
  const older = () => reach("Older", (room) => room.loadOlder());
  const newer = () => reach("Newer", (room) => room.loadNewer());
  function open(place: { around: number } | "newest"): () => void {
    void load("Those", (room) => room.open(place));
    const opening = loading.current;
    return () => {
      if (!opening || loading.current !== opening) return;
      loading.current = undefined;
      room?.stay();
    };
  }

  /** A room that was followed without being looked at goes on from its head: nothing of it comes unasked. */
  function openUnlessHeld({ messages, newer }: RoomState): void {
    if (loading.current || messages.peek().length > 0) return;
    if (newer.peek()) open("newest");
  }

  // Of what was wanted elsewhere.
  useLayoutEffect(() => setFailed(undefined), [place.value]);
  // Now, or when the connection is back; and when one goes back before what is around a message has come.
  useEffect(() =>
    room && effect(() => {
      if (!room.joined.value || !room.begun.value) return;
      untracked(() => openUnlessHeld(room));
    }), [room, place.value]);
  return {
    problem: (which) =>
      failed === which ? `${which} messages could not be loaded.` : undefined,
    older,
    newer,
    olderAhead: () => failed !== "Older" && older(),
    newerAhead: () => failed !== "Newer" && newer(),
    open,
  };
}
