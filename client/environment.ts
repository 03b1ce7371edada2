import type { Message } from "../chat/protocol.ts";

/**
 * Everything that the client takes from outside, so that it runs whole inside a simulation: nothing in `client/` reads the
 * clock, draws a random number, sets a timer or opens a socket by itself. `browser_environment.ts` is the real one.
 */
export interface Environment {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `run` once, after `ms`; gives what {@linkcode clearTimer} takes. */
  setTimer(run: () => void, ms: number): number;
  clearTimer(timer: number): void;
  /** At least 0, less than 1. */
  random(): number;
  /** A command's `id`: 1 to 64 of `[A-Za-z0-9_-]` that nobody has used. */
  newId(): string;
  /** A new WebSocket to `/api/chat`, or something like it. It must not call back before this returns. */
  openSocket(): Socket;
  /** Asks the server for a page of a room's messages. Rejects if there is no answer. */
  messages(room: string, place: Place): Promise<HistoryPage>;
  storage: OutboxStorage;
}

/** What the client uses of a WebSocket. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((text: string) => void) | null;
  onclose: ((code: number, reason: string) => void) | null;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** Which messages of a room: those next to a `seq`, which need not be a message, or the newest. */
export type Place =
  | { before: number }
  | { after: number }
  | { around: number }
  | "newest";

/** A piece of a room's past, in `seq` order, edits, deletions and reactions applied. */
export interface HistoryPage {
  messages: Message[];
  /** Others exist in the direction that was read in: older ones, but after a `seq` newer ones. */
  more: boolean;
  /** Of a page around a `seq`: newer ones exist, too. */
  newer?: boolean;
}

/**
 * Where the outbox survives a reload: text by key, shared by all tabs of this browser. What was set is there until somebody
 * removes it; if it cannot be kept for long (no room, a private window), then at least as long as this tab lives.
 */
export interface OutboxStorage {
  /** Names this life of this tab: a reload begins another. */
  readonly owner: string;
  keys(): string[];
  get(key: string): string | null;
  set(key: string, text: string): void;
  remove(key: string): void;
  /** Calls `claimed`, soon, if the tab that was named `owner` is gone and no other has claimed it before. */
  claim(owner: string, claimed: () => void): void;
}
