import { recordsByTrack, trackName, type Tracks } from "./command_track.ts";
import type { FinalRecord, FinalState } from "./final_state.ts";
import type { Entry } from "./history.ts";
import type { Violation } from "./violation.ts";

/** In what order commands are committed. */
export function checkOrder(
  final: FinalState,
  tracks: Tracks,
  history: readonly Entry[],
): Violation[] {
  return [
    ...final.rooms.flatMap(({ slug }) =>
      checkRealTime(final.records.filter(({ room }) => room === slug), tracks)
    ),
    ...checkTyped(final, history),
  ];
}

/** What was acknowledged before something else was first sent comes before it. */
function checkRealTime(
  records: readonly FinalRecord[],
  tracks: Tracks,
): Violation[] {
  const timed = records.flatMap((record) => {
    const track = tracks.get(trackName(record.author, record.id));
    const sent = track?.sends[0]?.place;
    return sent === undefined
      ? []
      : [{ record, sent, acked: track?.acks[0]?.place ?? Infinity }];
  });
  const acked = timed.toSorted((a, b) => a.acked - b.acked);
  let next = 0;
  let last: FinalRecord | undefined;
  return timed.sort((a, b) => a.sent - b.sent).flatMap(({ record, sent }) => {
    for (let one = acked[next]; one && one.acked < sent; one = acked[++next]) {
      if (one.record.seq > (last?.seq ?? 0)) last = one.record;
    }
    if (!last || last.seq < record.seq) return [];
    return [{
      invariant: "acknowledged before means a smaller seq",
      detail:
        `'${last.id}' (event ${last.seq}) was acknowledged before '${record.id}' (event ${record.seq}) was sent`,
      about: { id: record.id, room: record.room },
    }];
  });
}

/** What was typed in one tab is committed in that order, but for what was refused and tried again by hand. */
function checkTyped(
  final: FinalState,
  history: readonly Entry[],
): Violation[] {
  const records = recordsByTrack(final);
  const retried = new Set(
    history.flatMap((entry) =>
      entry.kind === "retried" ? [trackName(entry.person, entry.id)] : []
    ),
  );
  const last = new Map<string, FinalRecord>();
  return history.flatMap((entry) => {
    if (entry.kind !== "typed" || !entry.ordered) return [];
    const name = trackName(entry.person, entry.command.id);
    const record = records.get(name);
    if (!record || retried.has(name)) return [];
    const queue = `${entry.tab} ${record.room}`;
    const before = last.get(queue);
    last.set(queue, record);
    if (!before || before.seq < record.seq) return [];
    return [{
      invariant: "commands are committed in the order in which they were typed",
      detail:
        `'${before.id}' (event ${before.seq}) was typed in ${queue} before '${record.id}' (event ${record.seq})`,
      about: { id: record.id, room: record.room },
    }];
  });
}
