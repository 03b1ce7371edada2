import type { FigureName } from "./figures.ts";
import type { Task } from "./job.ts";
import { saturated, steady, TEXT_BYTES, timing } from "./loads.ts";
import type { ScenarioName } from "./names.ts";
import type { PeerName } from "./peers.ts";

/** What is measured, and on whom. */
export interface Scenario {
  name: ScenarioName;
  title: string;
  peers: readonly PeerName[];
  /** The figure that the ratios are made of. */
  figure: FigureName;
  /** Messages that the room holds before. */
  filled?: number;
  /** Without a task it is the start that is measured. */
  task?: (size: Size, peer: PeerName) => Task;
}

/** How much of it. */
export interface Size {
  /** How long to measure. */
  seconds: number;
  /** 1, or less of the clients and rooms for a quick look. */
  scale: number;
}

const EVERYONE = ["confab", "bun", "ws", "socket.io", "deno"] as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "fan-out",
    title:
      "Saturated fan-out: 1,000 readers, 8 of them write, 8 messages in flight each",
    peers: EVERYONE,
    figure: "deliveriesPerSecond",
    task: ({ seconds }) =>
      saturated(seconds, { rooms: 1, readers: 1000, writers: 8 }),
  },
  {
    name: "quiet-rooms",
    title: "Many quiet rooms: 1,000 rooms of 10, in each one message a second",
    peers: EVERYONE,
    figure: "serverMicroseconds",
    task: ({ seconds, scale }) =>
      steady(
        seconds,
        { rooms: 1000 * scale, readers: 10, writers: 1 },
        1000 * scale,
      ),
  },
  {
    name: "steady-50",
    title: "50 messages a second to 1,000 readers",
    peers: EVERYONE,
    figure: "serverMicroseconds",
    task: ({ seconds }) =>
      steady(seconds, { rooms: 1, readers: 1000, writers: 8 }, 50),
  },
  {
    name: "steady-1000",
    title: "1,000 messages a second to 100 readers",
    peers: [...EVERYONE, "deno-file"],
    figure: "p99",
    task: ({ seconds }) =>
      steady(seconds, { rooms: 1, readers: 100, writers: 8 }, 1000),
  },
  {
    name: "commits",
    title:
      "Committed messages with one reader: 8 writers, alone in a room each, 32 messages in flight each",
    peers: ["confab", "deno-kv", "deno-kv-log"],
    figure: "messagesPerSecond",
    task: ({ seconds }) =>
      saturated(seconds, { rooms: 8, readers: 1, writers: 1 }, 32),
  },
  {
    name: "one-by-one",
    title: "4 writers that send one message after another to 8 readers",
    peers: ["confab", "deno-kv", "deno-kv-log"],
    figure: "messagesPerSecond",
    task: ({ seconds }) =>
      saturated(seconds, { rooms: 1, readers: 8, writers: 4 }, 1),
  },
  {
    name: "idle",
    title: "8,000 idle connections, 10 in each room",
    peers: EVERYONE,
    figure: "connectionBytes",
    task: ({ scale }) => ({
      kind: "idle",
      connections: 8000 * scale,
      readers: 10,
    }),
  },
  {
    name: "storm",
    title: "Reconnect storm: 5,000 clients come back at once",
    peers: EVERYONE,
    figure: "elapsed",
    // The others keep nothing: their clients are back once they have joined.
    task: ({ scale }, peer) => ({
      kind: "resume",
      clients: 5000 * scale,
      missed: peer === "confab" ? 100 : 0,
      bytes: TEXT_BYTES,
      times: 1,
    }),
  },
  {
    name: "resume",
    title: "One client comes back after 10,000 missed messages, 20 times",
    peers: ["confab"],
    figure: "p50",
    task: () => ({
      kind: "resume",
      clients: 1,
      missed: 10_000,
      bytes: TEXT_BYTES,
      times: 20,
    }),
  },
  {
    name: "pages",
    title:
      "A room's page with its 50 latest messages, requested over 16 connections",
    peers: ["confab"],
    figure: "requestsPerSecond",
    filled: 100,
    task: ({ seconds }) => ({
      kind: "pages",
      path: "/rooms/room-0",
      connections: 16,
      ...timing(seconds),
    }),
  },
  {
    name: "cold-start",
    title: "Cold start: from the start of the process until a room was joined",
    peers: EVERYONE,
    figure: "elapsed",
  },
];
