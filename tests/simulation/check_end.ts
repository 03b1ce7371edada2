import type { FinalState, FinalView } from "./final_state.ts";
import { materialize, sameMessage } from "./materialize.ts";
import type { Violation } from "./violation.ts";

/** Once nothing fails any more, every tab shows what the log says and has nothing left to send. */
export function checkEnd(final: FinalState): Violation[] {
  const late = final.unrest.map((detail) => ({
    invariant: "once the faults stop everyone reaches the head",
    detail,
    about: {},
  }));
  return [...late, ...final.views.flatMap((view) => checkView(view, final))];
}

function checkView(view: FinalView, final: FinalState): Violation[] {
  const { tab, room, messages, more, newer, joined, waiting } = view;
  if (!joined) return [wrong(view, `${tab} has not joined '${room}'`)];
  if (waiting.length > 0) {
    return [{
      ...wrong(view, `${tab} has not sent '${waiting}' to '${room}'`),
      invariant: "every outbox empties",
    }];
  }
  const events = final.rooms.find(({ slug }) => slug === room)?.events ?? [];
  const all = materialize(events);
  const start = newer
    ? all.findIndex(({ seq }) => seq === messages[0]?.seq)
    : all.length - messages.length;
  const shown = all.slice(start, start + messages.length);
  const differs = shown.findIndex((message, i) =>
    !sameMessage(message, messages[i])
  );
  if (differs >= 0 || shown.length < messages.length) {
    return [
      wrong(
        view,
        `${tab} shows ${JSON.stringify(messages[differs])} instead of ${
          JSON.stringify(shown[differs])
        } in '${room}'`,
      ),
    ];
  }
  // To say that more exist when none do is harmless, and happens: a page may be newer than the head that it was read after.
  if (more || shown[0] === all[0]) return [];
  return [
    wrong(
      view,
      `${tab} shows ${messages.length} of ${all.length} messages of '${room}' and says that no more exist`,
    ),
  ];
}

function wrong({ room }: FinalView, detail: string): Violation {
  return {
    invariant: "every tab shows what the log says",
    detail,
    about: { room },
  };
}
