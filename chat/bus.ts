import type { RoomEvents } from "./draft.ts";

/** What workers of one process tell each other. */
export type Notice =
  | { type: "committed"; added: RoomEvents }
  | { type: "sockets"; worker: string; network: string; count: number }
  /** This worker is there. */
  | { type: "here"; worker: string }
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
