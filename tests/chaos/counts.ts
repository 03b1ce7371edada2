import { tracksOf } from "@/tests/simulation/command_track.ts";
import type { Entry } from "@/tests/simulation/history.ts";

/** Sendings of commands, repeats included, by what became of them. */
export interface CommandCounts {
  sent: number;
  acknowledged: number;
  refused: number;
  /** The connection closed before an answer came. */
  unknown: number;
}

/** How often clients had to come back. */
export interface ConnectionCounts {
  /** Connections but the first one of each client. */
  reconnects: number;
  /** Rooms that went on where the client stood. */
  resumed: number;
  /** Events that clients heard. */
  deliveries: number;
}

export function countCommands(history: readonly Entry[]): CommandCounts {
  const counts = { sent: 0, acknowledged: 0, refused: 0, unknown: 0 };
  for (const { sends, acks, errors } of tracksOf(history).values()) {
    counts.sent += sends.length;
    counts.acknowledged += acks.length;
    counts.refused += errors.length;
    counts.unknown += sends.length - acks.length - errors.length;
  }
  return counts;
}

export function countConnections(history: readonly Entry[]): ConnectionCounts {
  const counts = { reconnects: 0, resumed: 0, deliveries: 0 };
  const clients = new Set<string>();
  for (const entry of history) {
    if (entry.kind === "opened") {
      if (clients.has(entry.client)) counts.reconnects++;
      clients.add(entry.client);
    }
    if (entry.kind !== "received") continue;
    for (const packet of entry.packets) {
      if (packet.type === "joined" && packet.resumed) counts.resumed++;
      if ("author" in packet) counts.deliveries++;
    }
  }
  return counts;
}
