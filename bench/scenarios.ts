import type { FigureName } from "./figures.ts";
import type { Task } from "./job.ts";
import type { ScenarioName } from "./names.ts";
import type { PeerName } from "./peers.ts";

/** A text of this size is a short sentence. */
const TEXT_BYTES = 64;
const SHORT_PAGE = "/rooms/room-0";

/** What is measured, and on whom. */
export interface Scenario {
  name: ScenarioName;
  title: string;
  peers: readonly PeerName[];
  /** The figure that the ratios are made of, and whether more of it is better. */
  figure: FigureName;
  more: boolean;
  /** Messages that the room holds before. */
  filled?: number;
  /** @param seconds How long to measure. @param scale 1, or less for a quick look. Without a task it is the start that is measured. */
  task(seconds: number, scale: number, peer: PeerName): Task | undefined;
}

const EVERYONE = ["confab", "bun", "ws", "socket.io", "deno"] as const;

const timing = (seconds: number) => ({
  warmUp: seconds * 400,
  duration: seconds * 1000,
});

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "fan-out",
    title:
      "Saturated fan-out: 1,000 readers, 8 of them write with 8 messages in flight each",
    peers: EVERYONE,
    figure: "deliveriesPerSecond",
    more: true,
    task: (seconds) => ({
      kind: "fan_out",
      rooms: 1,
      readers: 1000,
      writers: 8,
      inFlight: 8,
      bytes: TEXT_BYTES,
      ...timing(seconds),
    }),
  },
  {
    name: "quiet-rooms",
    title: "Many quiet rooms: 1,000 rooms of 10, in each one message a second",
    peers: EVERYONE,
    figure: "serverMicroseconds",
    more: false,
    task: (seconds, scale) => ({
      kind: "fan_out",
      rooms: 1000 * scale,
      readers: 10,
      writers: 1,
      perSecond: 1000 * scale,
      bytes: TEXT_BYTES,
      ...timing(seconds),
    }),
  },
  {
    name: "steady-50",
    title: "50 messages a second to 1,000 readers",
    peers: EVERYONE,
    figure: "serverMicroseconds",
    more: false,
    task: (seconds) => ({
      kind: "fan_out",
      rooms: 1,
      readers: 1000,
      writers: 8,
      perSecond: 50,
      bytes: TEXT_BYTES,
      ...timing(seconds),
    }),
  },
  {
    name: "steady-1000",
    title: "1,000 messages a second to 100 readers",
    peers: EVERYONE,
    figure: "p99",
    more: false,
    task: (seconds) => ({
      kind: "fan_out",
      rooms: 1,
      readers: 100,
      writers: 8,
      perSecond: 1000,
      bytes: TEXT_BYTES,
      ...timing(seconds),
    }),
  },
  {
    name: "commits",
    title:
      "Committed messages with one reader each: 8 writers alone in their rooms, 32 in flight each",
    peers: ["confab", "deno-kv"],
    figure: "messagesPerSecond",
    more: true,
    task: (seconds) => ({
      kind: "fan_out",
      rooms: 8,
      readers: 1,
      writers: 1,
      inFlight: 32,
      bytes: TEXT_BYTES,
      ...timing(seconds),
    }),
  },
  {
    name: "idle",
    title: "8,000 idle connections, 10 in each room",
    peers: EVERYONE,
    figure: "connectionBytes",
    more: false,
    task: (_, scale) => ({
      kind: "idle",
      connections: 8000 * scale,
      readers: 10,
    }),
  },
  {
    name: "storm",
    title:
      "Reconnect storm: 5,000 clients come back at once; Confab's have missed 100 messages each and get them, the others keep none",
    peers: EVERYONE,
    figure: "elapsed",
    more: false,
    task: (_, scale, peer) => ({
      kind: "resume",
      clients: 5000 * scale,
      missed: peer === "confab" ? 100 : 0,
      bytes: TEXT_BYTES,
      times: 1,
    }),
  },
  {
    name: "resume",
    title: "One client resumes after 10,000 missed messages, 20 times",
    peers: ["confab"],
    figure: "p50",
    more: false,
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
    more: true,
    filled: 100,
    task: (seconds) => ({
      kind: "pages",
      path: SHORT_PAGE,
      connections: 16,
      ...timing(seconds),
    }),
  },
  {
    name: "cold-start",
    title: "Cold start: from the start of the process until a room was joined",
    peers: EVERYONE,
    figure: "elapsed",
    more: false,
    task: () => undefined,
  },
];
