import { half, over } from "./line_faults.ts";
import type { FaultOf } from "./plan.ts";
import { note, type Stage } from "./stage.ts";

/** The longest body there can be: 32 KB. */
const TEXT = "😀".repeat(7_900);
/** The kernel keeps 4 MB for somebody who does not read, and only then does the server notice. */
const BATCHES = 6;
/** Few enough for a server to take at once. */
const BATCH = 15;
const BATCH_PATIENCE_MS = 5_000;

/** Some stop reading, while more is posted than fits between the server and them. */
export async function stopReading(
  stage: Stage,
  { lasts }: FaultOf<"stop">,
): Promise<void> {
  const { stoppingReaders } = stage.crowd.members;
  note(stage, "stop", "readers", stoppingReaders.length);
  for (const reader of stoppingReaders) reader.pace = "stopped";
  await flood(stage);
  const heads = await half(stage, lasts);
  for (const reader of stoppingReaders) reader.pace = "eager";
  over(stage, heads);
}

async function flood({ crowd, lookout, rooms }: Stage): Promise<void> {
  const { flooders } = crowd.members;
  const [room = ""] = rooms.slice(-1);
  const areDone = () => flooders.every(({ idle }) => idle);
  for (let i = 0; i < BATCHES; i++) {
    for (const flooder of flooders) flooder.post(room, BATCH, TEXT);
    await lookout.until(areDone, BATCH_PATIENCE_MS);
  }
}
