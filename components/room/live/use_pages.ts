import { useRef, useState } from "preact/hooks";
import type { RoomState } from "@/client/room_state.ts";

/** How it goes with messages that are not loaded. */
export interface Pages {
  /** Why they did not come, in words. */
  problem: string | undefined;
  older: () => void;
  newer: () => void;
  /** The same, unasked; not again after a failure, or a reader at an end would send one request after another. */
  olderAhead: () => void;
  newerAhead: () => void;
  /** Resolves when it is clear whether they came. */
  open: (place: { around: number } | "newest") => Promise<void>;
}

/** Brings in what was said before, after, or somewhere else. */
export function usePages(room: RoomState | undefined): Pages {
  const [problem, setProblem] = useState<string>();
  const loading = useRef(false);

  async function load(what: string, ask: (room: RoomState) => Promise<void>) {
    if (!room) return;
    loading.current = true;
    setProblem(undefined);
    try {
      await ask(room);
    } catch (error) {
      console.warn(`Cannot load ${what}`, error);
      setProblem(`${what} could not be loaded.`);
    } finally {
      loading.current = false;
    }
  }
  const older = () =>
    loading.current || void load("Older messages", (room) => room.loadOlder());
  const newer = () =>
    loading.current || void load("Newer messages", (room) => room.loadNewer());
  return {
    problem,
    older,
    newer,
    olderAhead: () => problem === undefined && older(),
    newerAhead: () => problem === undefined && newer(),
    open: (place) => load("Those messages", (room) => room.open(place)),
  };
}
