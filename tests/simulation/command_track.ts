import type { Ack, Command, ErrorPacket } from "@/chat/protocol.ts";
import type { FinalRecord, FinalState } from "./final_state.ts";
import type { Entry, Sent } from "./history.ts";

/** Something about a command, at its place in the history. */
export interface Moment<T> {
  place: number;
  connection: number;
  packet: T;
}

/** All that the wire saw of the commands that one person gave one `id`: sendings and answers, on whatever connection. */
export interface CommandTrack {
  person: string;
  id: string;
  /** Nonsense has an `id`, too, and is answered. */
  sends: Moment<Sent>[];
  acks: Moment<Ack>[];
  errors: Moment<ErrorPacket>[];
}

export type Tracks = ReadonlyMap<string, CommandTrack>;

/** Under which name a command is found in {@linkcode Tracks}. */
export function trackName(person: string, id: string): string {
  return `${person} ${id}`;
}

/** What the store remembers of each command, under that name. */
export function recordsByTrack(
  { records }: FinalState,
): Map<string, FinalRecord> {
  return new Map(
    records.map((record) => [trackName(record.author, record.id), record]),
  );
}

/** Gathers the commands of a history. */
export function tracksOf(history: readonly Entry[]): Tracks {
  const tracks = new Map<string, CommandTrack>();
  const people = new Map<number, string>();
  const track = (connection: number, id: string) => {
    const person = people.get(connection) ?? "nobody";
    const name = trackName(person, id);
    const known = tracks.get(name) ??
      { person, id, sends: [], acks: [], errors: [] };
    tracks.set(name, known);
    return known;
  };
  for (const [place, entry] of history.entries()) {
    if (entry.kind === "opened") people.set(entry.connection, entry.person);
    else if (entry.kind === "sent" || entry.kind === "received") {
      gather(entry, place, track);
    }
  }
  return tracks;
}

function gather(
  entry: Extract<Entry, { kind: "sent" | "received" }>,
  place: number,
  track: (connection: number, id: string) => CommandTrack,
): void {
  const { connection } = entry;
  if (entry.kind === "sent") {
    for (const packet of entry.packets) {
      if ("id" in packet && packet.id !== undefined) {
        track(connection, packet.id).sends.push({ place, connection, packet });
      }
    }
    return;
  }
  for (const packet of entry.packets) {
    if (packet.type === "ack") {
      track(connection, packet.id).acks.push({ place, connection, packet });
    }
    if (packet.type === "error" && packet.id !== undefined) {
      track(connection, packet.id).errors.push({ place, connection, packet });
    }
  }
}

/** What a command says, without its `id`. */
export function contentOf(command: Command): string {
  const { type, room } = command;
  switch (command.type) {
    case "post":
      return JSON.stringify([type, room, command.body, command.replyTo]);
    case "edit":
      return JSON.stringify([type, room, command.target, command.body]);
    case "delete":
      return JSON.stringify([type, room, command.target]);
    case "react":
      return JSON.stringify([
        type,
        room,
        command.target,
        command.emoji,
        command.on,
      ]);
  }
}

/** True for what changes a room: it has an `id` and makes sense. */
export function isCommand(packet: Sent): packet is Command {
  return packet.type !== "nonsense" && "id" in packet;
}
