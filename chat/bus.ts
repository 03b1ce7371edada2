import type { Figures } from "./figures.ts";
import type { Person } from "./people.ts";
import type { PresenceNotice } from "./presence_record.ts";
import type { RoomEvents } from "./room_draft.ts";

/** Something that is told to who follows a room right now and then forgotten. */
export interface Whisper {
  room: string;
  /** The packet, in JSON. */
  text: string;
  /** The person from whom it comes. */
  from: string;
  /** Whether it is for that person's own connections, or for everybody else's. */
  to: "self" | "others";
}

/** What one commit has added, by room. */
export interface Commit {
  /** Of all keys that it has set. */
  version: string;
  added: readonly RoomEvents[];
}

/** What workers of one process tell each other. */
export type Notice =
  /** Of a whole commit: the channel holds so many notices, however large. */
  | { type: "committed"; commit: Commit }
  /** How many sockets of some networks a worker has, or of all. */
  | {
    type: "sockets";
    worker: string;
    counts: [network: string, count: number][];
    all: boolean;
  }
  | { type: "whisper"; whisper: Whisper }
  | { type: "presence"; presence: PresenceNotice }
  /** Somebody has another name or colour. */
  | { type: "renamed"; person: Person }
  /** This worker is there. */
  | { type: "here"; worker: string; figures: Figures }
  /** This worker has answered everything and closed its sockets. */
  | { type: "drained" };

/**
 * Reaches the other workers of this process. A hint, no transport: it drops in silence when a worker is busy, and nothing may
 * depend on it.
 */
export interface Bus {
  post(notice: Notice): void;
  /** Calls back for what the others post. */
  listen(heard: (notice: Notice) => void): void;
  close(): void;
}

/** The bus where there is nobody else. */
export const noBus: Bus = { post() {}, listen() {}, close() {} };

/** One BroadcastChannel, kept open for life; {@linkcode noBus} where the platform has none. */
export function broadcastBus(name: string): Bus {
  if (typeof BroadcastChannel === "undefined") return noBus;
  const channel = new BroadcastChannel(name);
  return {
    post: (notice) => channel.postMessage(notice),
    listen(heard) {
      channel.addEventListener("message", ({ data }) => heard(data));
    },
    close: () => channel.close(),
  };
}
