import type { Cores } from "./cores.ts";
import type { Measurement } from "./figures.ts";
import { generate } from "./generate.ts";
import type { Task } from "./job.ts";
import { type PeerName, peerOf } from "./peers.ts";
import { makeRooms } from "./rooms.ts";
import { Server } from "./server.ts";

/** How a measurement's server is set up. */
export interface Setting {
  cores: Cores | undefined;
  workers?: number;
  /** Messages that the room holds before. */
  filled?: number;
}

/** Starts a server with an empty database, does a task against it, and ends it. */
export async function measure(
  peer: PeerName,
  task: Task,
  { cores, workers, filled }: Setting,
): Promise<Measurement> {
  await using server = await Server.start(peerOf(peer), cores, workers);
  await makeRooms(server, roomsOf(task));
  if (filled !== undefined) {
    const messages = { kind: "fill", messages: filled, bytes: 64 } as const;
    const { problems } = await generate(server.target, messages, cores);
    if (problems.length > 0) return { figures: {}, problems };
  }
  return await generate(server.target, task, cores);
}

function roomsOf(task: Task): number {
  if (task.kind === "fan_out") return task.rooms;
  if (task.kind === "idle") return Math.ceil(task.connections / task.readers);
  return 1;
}
