import type { Message, RoomEvent } from "@/chat/protocol.ts";
import {
  contentOf,
  isCommand,
  trackName,
  type Tracks,
} from "./command_track.ts";
import type { FinalRecord, FinalRoom, FinalState } from "./final_state.ts";
import { materialize, sameMessage } from "./materialize.ts";
import type { Violation } from "./violation.ts";

/** What the store holds: dense, each event wanted by somebody, once, and the messages are what the events make of them. */
export function checkLog(final: FinalState, tracks: Tracks): Violation[] {
  return [
    ...final.rooms.flatMap(checkDense),
    ...final.rooms.flatMap(checkMessages),
    ...checkOnce(final),
    ...final.records.flatMap((record) => checkWanted(record, final, tracks)),
  ];
}

function checkDense({ slug, head, events }: FinalRoom): Violation[] {
  const invariant = "sequences are dense";
  const wrong = events.findIndex(({ seq, room }, i) =>
    seq !== i + 1 || room !== slug
  );
  if (wrong >= 0) {
    return [{
      invariant,
      detail: `Event ${wrong + 1} of '${slug}' is missing or misplaced`,
      about: { room: slug, seq: wrong + 1 },
    }];
  }
  if (head === events.length) return [];
  return [{
    invariant,
    detail: `The head of '${slug}' is ${head}, its last event ${events.length}`,
    about: { room: slug },
  }];
}

function checkMessages({ slug, events, messages }: FinalRoom): Violation[] {
  const expected = materialize(events);
  const wrong = expected.findIndex((message, i) =>
    !sameMessage(message, messages[i])
  );
  if (wrong < 0 && expected.length === messages.length) return [];
  const seq = expected[wrong]?.seq ?? messages.at(-1)?.seq ?? 0;
  return [{
    invariant: "messages are what the events make of them",
    detail: `Message ${seq} of '${slug}' is ${
      show(messages[wrong])
    } instead of ${show(expected[wrong])}`,
    about: { room: slug, seq },
  }];
}

/** Each event has the one record of the command that led to it. */
function checkOnce({ rooms, records }: FinalState): Violation[] {
  const claimed = new Map<string, FinalRecord>();
  const violations: Violation[] = [];
  for (const record of records) {
    const place = `${record.room} ${record.seq}`;
    const other = claimed.get(place);
    if (other) {
      violations.push(
        once(record, `'${other.id}' and '${record.id}' led to the same event`),
      );
    }
    claimed.set(place, record);
  }
  for (const { slug, events } of rooms) {
    for (const event of events) {
      if (claimed.delete(`${slug} ${event.seq}`)) continue;
      const id = "id" in event ? event.id : "";
      violations.push(
        once(
          { id, room: slug, seq: event.seq },
          `No command is known that led to the event, or it led to another as well`,
        ),
      );
    }
  }
  for (const record of claimed.values()) {
    violations.push(once(record, "The event of a command is missing"));
  }
  return violations;
}

function once(
  { id, room, seq }: Omit<FinalRecord, "author">,
  detail: string,
): Violation {
  return {
    invariant: "a command takes effect once",
    detail: `${detail}: event ${seq} of '${room}', command '${id}'`,
    about: { id, room, seq },
  };
}

/** Nothing is in the log that nobody has sent. */
function checkWanted(
  { author, id, room, seq }: FinalRecord,
  final: FinalState,
  tracks: Tracks,
): Violation[] {
  const event = final.rooms.find(({ slug }) => slug === room)?.events[seq - 1];
  if (!event) return [];
  const sent = tracks.get(trackName(author, id))?.sends ?? [];
  if (
    sent.some(({ packet }) =>
      isCommand(packet) && leadsTo(packet, author, event)
    )
  ) return [];
  return [{
    invariant: "nothing is in the log that nobody has sent",
    detail:
      `Event ${seq} of '${room}' is not what '${author}' sent as '${id}': ${
        show(event)
      }`,
    about: { id, room, seq },
  }];
}

/** True if the event can be what the command led to. The text may be gone since. */
export function leadsTo(
  command: Parameters<typeof contentOf>[0],
  author: string,
  event: RoomEvent,
): boolean {
  if (event.author.id !== author || event.room !== command.room) return false;
  switch (command.type) {
    case "post":
      return event.type === "message" && event.id === command.id &&
        event.replyTo === command.replyTo &&
        (event.body === command.body || event.body === "");
    case "edit":
      return event.type === "edit" && event.target === command.target &&
        (event.body === command.body || event.body === "");
    case "delete":
      return event.type === "delete" && event.target === command.target;
    case "react":
      return event.type === "react" && event.target === command.target &&
        event.emoji === command.emoji && event.on === command.on;
  }
}

function show(what: Message | RoomEvent | undefined): string {
  return JSON.stringify(what) ?? "missing";
}
