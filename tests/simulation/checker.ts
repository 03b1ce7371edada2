/**
 * Reads what happened and what the store holds in the end, and proves the promises of `docs/protocol.md`. It knows the system
 * by its packets only: nothing of the code that it judges runs here.
 */
import { checkAnswers } from "./check_answers.ts";
import { checkEnd } from "./check_end.ts";
import { checkLog } from "./check_log.ts";
import { checkOrder } from "./check_order.ts";
import { checkStreams } from "./check_streams.ts";
import { tracksOf } from "./command_track.ts";
import type { FinalState } from "./final_state.ts";
import type { Entry } from "./history.ts";
import type { Violation } from "./violation.ts";

/** Everything that is wrong; nothing if all is well. */
export function check(
  history: readonly Entry[],
  final: FinalState,
): Violation[] {
  const tracks = tracksOf(history);
  return [
    ...checkTrouble(history),
    ...checkLog(final, tracks),
    ...checkAnswers(final, tracks, history),
    ...checkOrder(final, tracks, history),
    ...checkStreams(final, history),
    ...checkEnd(final),
  ];
}

function checkTrouble(history: readonly Entry[]): Violation[] {
  return history.flatMap((entry) =>
    entry.kind === "trouble"
      ? [{
        invariant: "nothing unforeseen happens",
        detail: entry.text,
        about: {},
      }]
      : []
  );
}
