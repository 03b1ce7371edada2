import { attempt } from "./attempt.ts";
import type { Effort, Point } from "./curves.ts";
import { generate } from "./generate.ts";
import type { Task } from "./job.ts";
import { steady, TEXT_BYTES, timing } from "./loads.ts";
import { peerOf } from "./peers.ts";
import { makeRooms } from "./rooms.ts";
import { Server } from "./server.ts";

const LENGTHS = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_MOST = 10_000;

/** What is asked of a room whose history grows and grows. Each adds a few hundred messages at the most. */
const REQUESTS: Record<string, (seconds: number) => Task> = {
  "the room's page": (seconds) => ({
    kind: "pages",
    path: "/rooms/room-0",
    connections: 1,
    ...timing(seconds),
  }),
  "resuming, 100 missed": () => ({
    kind: "resume",
    clients: 1,
    missed: 100,
    bytes: TEXT_BYTES,
    times: 50,
  }),
  "posting a message": (seconds) =>
    steady(seconds, { rooms: 1, readers: 1, writers: 1 }, 50),
};

/** Fills one room of one server further and further, and asks the same things of it at each length. */
export async function* historyPoints(
  { seconds, quick, cores }: Effort,
): AsyncIterable<Point> {
  await using server = await Server.start(peerOf("confab"), cores);
  await makeRooms(server, 1);
  let held = 0;
  for (const length of LENGTHS) {
    if (quick && length > QUICK_MOST) continue;
    const messages = length - held;
    const fill = { kind: "fill", messages, bytes: TEXT_BYTES } as const;
    const { problems } = await attempt(() =>
      generate(server.target, fill, cores)
    );
    held = length;
    for (const [line, task] of Object.entries(REQUESTS)) {
      const point = await attempt(() =>
        generate(server.target, task(seconds), cores)
      );
      const spoiled = [...problems, ...point.problems];
      yield { line, x: length, ...point, problems: spoiled };
    }
  }
}
