import type { FaultOf } from "./plan.ts";
import { note, seatAt, sleep, type Stage } from "./stage.ts";

/** Commands that each program sends at once, so that commits are under way. */
const LOAD = 10;
const LOAD_PATIENCE_MS = 2_000;

/** The server dies in the midst of commits: right after somebody's command was acknowledged, when those that came with it are not yet. */
export async function kill(
  stage: Stage,
  { seat: number, down }: FaultOf<"kill">,
): Promise<void> {
  const seat = seatAt(stage, number);
  await putUnderLoad(stage);
  note(stage, "kill", `server ${number}`);
  await seat.kill();
  await sleep(down);
  await seat.start();
}

export async function restart(
  stage: Stage,
  { seat: number }: FaultOf<"restart">,
): Promise<void> {
  const seat = seatAt(stage, number);
  note(stage, "restart", `server ${number}`);
  await seat.stop();
  await seat.start();
}

async function putUnderLoad(stage: Stage): Promise<void> {
  const { crowd, witness, lookout, rooms: [room = ""] } = stage;
  const before = witness.acks;
  for (const program of crowd.members.programs) program.post(room, LOAD);
  await lookout.until(() => witness.acks > before, LOAD_PATIENCE_MS);
}
