import { check } from "@/tests/simulation/checker.ts";
import {
  finalRecords,
  finalRooms,
  type FinalView,
} from "@/tests/simulation/final_state.ts";
import type { Entry } from "@/tests/simulation/history.ts";
import type { Violation } from "@/tests/simulation/violation.ts";
import type { Stage } from "./stage.ts";
import { readStored } from "./stored.ts";

/** What was seen in a round, up to its end. */
export interface Evidence {
  history: Entry[];
  /** What the pages showed in the end. */
  views: FinalView[];
  /** What kept somebody from coming to rest. */
  unrest: string[];
}

/** Compares what was seen with what is in the database. The servers must be down. */
export async function judge(
  { site, rooms, people }: Stage,
  { history, views, unrest }: Evidence,
): Promise<Violation[]> {
  const time = history.at(-1)?.time ?? 0;
  for (const text of site.troubles()) {
    history.push({ time, kind: "trouble", text });
  }
  const ids = people.map(({ person }) => person);
  const stored = await readStored(site.kv, { rooms, people: ids });
  return check(history, {
    rooms: finalRooms(stored, rooms),
    records: finalRecords(stored),
    views,
    unrest,
  });
}
