import { useRef, useState } from "preact/hooks";
import type { RoomState } from "@/client/room_state.ts";

/** How it goes with the messages before the first one shown. */
export interface Older {
  /** Why they did not come, in words. */
  problem: string | undefined;
  /** Fetches a page of them. */
  load: () => void;
  /** The same, unasked; not again after a failure, or a reader at the top would send one request after another. */
  loadAhead: () => void;
}

/** Brings in what was said before. */
export function useOlder(room: RoomState | undefined): Older {
  const [problem, setProblem] = useState<string>();
  const loading = useRef(false);

  async function load(): Promise<void> {
    if (!room || loading.current) return;
    loading.current = true;
    setProblem(undefined);
    try {
      await room.loadOlder();
    } catch (error) {
      console.warn("Cannot load older messages", error);
      setProblem("Older messages could not be loaded.");
    } finally {
      loading.current = false;
    }
  }
  return { problem, load, loadAhead: () => problem === undefined && load() };
}
