/** What a thread of {@linkcode playSeeds} runs: its share of the seeds, until one breaks a promise. */
import { type Failure, failureOf } from "./failure.ts";
import { runSeed } from "./run.ts";

/** Which seeds a thread plays. */
export interface Share {
  first: number;
  last: number;
  step: number;
}

/** What it answers. */
export interface Answer {
  failure: Failure;
}

async function play({ first, last, step }: Share): Promise<Failure> {
  for (let seed = first; seed <= last; seed += step) {
    const failure = failureOf(await runSeed(seed));
    if (failure !== undefined) return failure;
  }
}

addEventListener("message", async ({ data }: MessageEvent<Share>) => {
  const answer: Answer = { failure: await play(data) };
  self.postMessage(answer);
});
