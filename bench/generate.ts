import { fileURLToPath } from "node:url";
import { Child } from "./child.ts";
import { type Cores, pinned } from "./cores.ts";
import type { Measurement } from "./figures.ts";
import type { Target, Task } from "./job.ts";

const GENERATOR = fileURLToPath(
  new URL("./generator/main.ts", import.meta.url),
);

/** Has the generator, in a process of its own, do a task against a server. */
export async function generate(
  target: Target,
  task: Task,
  cores: Cores | undefined,
): Promise<Measurement> {
  const command = [Deno.execPath(), "run", "--allow-all", "--quiet", GENERATOR];
  await using child = new Child(pinned(command, cores?.generator), {});
  const answer = await child.answer(
    JSON.stringify({ target, task }),
  );
  return JSON.parse(answer);
}
