import {
  type CommandTrack,
  contentOf,
  isCommand,
  type Moment,
  recordsByTrack,
  type Tracks,
} from "./command_track.ts";
import { leadsTo } from "./check_log.ts";
import type { FinalRecord, FinalState } from "./final_state.ts";
import type { ErrorPacket } from "@/chat/protocol.ts";
import type { Entry } from "./history.ts";
import type { Violation } from "./violation.ts";

/** Codes that say something about the command, not about the moment. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  "bad_packet",
  "forbidden",
  "unknown_message",
  "unknown_room",
  "too_long",
]);

/** What the answers promise of the log. */
export function checkAnswers(
  final: FinalState,
  tracks: Tracks,
  history: readonly Entry[],
): Violation[] {
  const records = recordsByTrack(final);
  const closed = new Set(
    history.flatMap((entry) =>
      entry.kind === "closed" ? [entry.connection] : []
    ),
  );
  return [...tracks].flatMap(([name, track]) => [
    ...checkAcks(track, records.get(name), final),
    ...checkRefused(track, records.get(name)),
    ...checkAnswered(track, closed),
  ]);
}

function checkAcks(
  track: CommandTrack,
  record: FinalRecord | undefined,
  final: FinalState,
): Violation[] {
  return track.acks.flatMap((ack) => {
    const { room, seq, at } = ack.packet;
    const event = final.rooms.find(({ slug }) => slug === room)
      ?.events[seq - 1];
    const { id, person } = track;
    if (!record || !event) {
      return [
        about(
          track,
          "an acknowledged command is in the log",
          `'${id}' was acknowledged as event ${seq} of '${room}', which is not there`,
        ),
      ];
    }
    if (record.room !== room || record.seq !== seq) {
      return [
        about(
          track,
          "a repeated id gets the same seq",
          `'${id}' was acknowledged as event ${seq} of '${room}', and is event ${record.seq} of '${record.room}'`,
        ),
      ];
    }
    const meant = before(track.sends, ack).some(({ packet }) =>
      isCommand(packet) && leadsTo(packet, person, event)
    );
    if (meant && event.at === at) return [];
    return [
      about(
        track,
        "an ack is for what was sent",
        `'${id}' was acknowledged, but event ${seq} of '${room}' is something else`,
      ),
    ];
  });
}

/** A command that was refused each time that it was sent has had no effect, and one that has had its effect is not refused for good. */
function checkRefused(
  track: CommandTrack,
  record: FinalRecord | undefined,
): Violation[] {
  if (!record || track.errors.length === 0) return [];
  const { id, sends, errors } = track;
  const place = `event ${record.seq} of '${record.room}'`;
  if (errors.length >= sends.length) {
    return [
      about(
        track,
        "a refused command is never in the log",
        `'${id}' was refused each time, and is ${place}`,
      ),
    ];
  }
  const denied = errors.find((error) => isDenied(track, error));
  if (!denied) return [];
  return [
    about(
      track,
      "a repeated id gets the first one's ack",
      `'${id}' was ${place} already, and got '${denied.packet.code}'`,
    ),
  ];
}

/** True if somebody knew that the command is committed before it was sent again and refused for good. */
function isDenied(track: CommandTrack, error: Moment<ErrorPacket>): boolean {
  const { sends, acks, errors } = track;
  const contents = new Set(
    sends.map(({ packet }) => isCommand(packet) ? contentOf(packet) : ""),
  );
  if (contents.size > 1 || !FINAL_CODES.has(error.packet.code)) return false;
  const known = acks[0]?.place ?? Infinity;
  const early = before(sends, error).filter(({ place }) => place < known);
  const answered = [...before(acks, error), ...before(errors, error)];
  return early.length <= answered.length;
}

/** One answer for each sending, and none missing on a connection that is still open. */
function checkAnswered(
  track: CommandTrack,
  closed: ReadonlySet<number>,
): Violation[] {
  const connections = new Set(
    [...track.sends, ...track.acks, ...track.errors].map(({ connection }) =>
      connection
    ),
  );
  return [...connections].flatMap((connection) => {
    const on = (moments: Moment<unknown>[]) =>
      moments.filter((moment) => moment.connection === connection).length;
    const sends = on(track.sends);
    const answers = on(track.acks) + on(track.errors);
    if (answers === sends || answers < sends && closed.has(connection)) {
      return [];
    }
    return [{
      invariant: "a command is answered exactly once",
      detail:
        `'${track.id}' was sent ${sends} times on connection ${connection} and answered ${answers} times`,
      about: { id: track.id, connection },
    }];
  });
}

/** What happened on the connection of `moment` before it. */
function before<T>(
  moments: readonly Moment<T>[],
  { connection, place }: Moment<unknown>,
): Moment<T>[] {
  return moments.filter((other) =>
    other.connection === connection && other.place < place
  );
}

function about(
  { id }: CommandTrack,
  invariant: string,
  detail: string,
): Violation {
  return { invariant, detail, about: { id } };
}
