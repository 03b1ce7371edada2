import type { ServerPacket } from "@/chat/protocol.ts";
import type { Entry, Sent } from "./history.ts";
import type { Subject, Violation } from "./violation.ts";

/** Lines of the history that are shown for a violation. */
const EXCERPT = 40;
const LONGEST_LINE = 400;

/** One line for one thing that happened: its time in seconds, who, what. */
export function lineOf(entry: Entry): string {
  const line = `${(entry.time / 1000).toFixed(4).padStart(9)}  ${
    whatOf(entry)
  }`;
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line;
}

/** What has to do with a violation, the last lines of it. */
export function excerptFor(
  { about }: Violation,
  history: readonly Entry[],
): string[] {
  return history.filter((entry) => concerns(entry, about)).slice(-EXCERPT).map(
    lineOf,
  );
}

function whatOf(entry: Entry): string {
  switch (entry.kind) {
    case "opened":
      return `#${entry.connection} opened by ${entry.client} of ${entry.person}`;
    case "closed":
      return `#${entry.connection} closed with ${entry.code}`;
    case "sent":
    case "received":
      return `#${entry.connection} ${entry.kind === "sent" ? "→" : "←"} ${
        JSON.stringify(entry.packets)
      }`;
    case "typed":
      return `${entry.tab} typed ${JSON.stringify(entry.command)}`;
    case "retried":
      return `${entry.person} tried '${entry.id}' again, or gave it up`;
    case "fault":
      return `! ${entry.fault}${entry.where && ` (${entry.where})`}`;
    default:
      return `${entry.kind}: ${entry.text}`;
  }
}

function concerns(entry: Entry, { connection, id, room }: Subject): boolean {
  switch (entry.kind) {
    case "trouble":
    case "phase":
      return true;
    case "opened":
    case "closed":
      return entry.connection === connection;
    case "sent":
    case "received":
      if (connection !== undefined && entry.connection !== connection) {
        return false;
      }
      return entry.packets.some((packet) => mentions(packet, id, room));
    case "typed":
      return entry.command.id === id;
    case "retried":
      return entry.id === id;
    default:
      return false;
  }
}

function mentions(
  packet: Sent | ServerPacket,
  id: string | undefined,
  room: string | undefined,
): boolean {
  if (id !== undefined) return "id" in packet && packet.id === id;
  return room === undefined || "room" in packet && packet.room === room;
}
