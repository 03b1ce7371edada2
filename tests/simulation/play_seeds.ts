import type { Failure } from "./failure.ts";
import type { Answer, Share } from "./seeds_thread.ts";

/** More threads would wait for each other's memory. */
const MOST_THREADS = 4;

/** Plays the seeds up to `last`, on all cores. Throws for one that breaks a promise. */
export async function playSeeds(last: number): Promise<void> {
  const step = Math.min(navigator.hardwareConcurrency, MOST_THREADS);
  const shares = Array.from({ length: step }, (_, i) => ({
    first: i + 1,
    last,
    step,
  }));
  for (const failure of await Promise.all(shares.map(playShare))) {
    if (failure !== undefined) throw new Error(failure);
  }
}

async function playShare(share: Share): Promise<Failure> {
  const thread = new Worker(import.meta.resolve("./seeds_thread.ts"), {
    type: "module",
  });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<Failure>();
    thread.onmessage = ({ data }: MessageEvent<Answer>) => {
      resolve(data.failure);
    };
    thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    thread.postMessage(share);
    return await promise;
  } finally {
    thread.terminate();
  }
}
