import { delay, type Environment } from "./environment.ts";
import { Refusal } from "./refusal.ts";

const TRIES = 20;
const PAUSE_MS = 10;
/** When a client may try again, in milliseconds. */
const RETRY_AFTER_MS = 1_000;

/**
 * Makes an attempt again as long as it gives `null`: the store was busy with others, or something had changed. So it must read anew what it
 * rests on, and do no harm if it went through already. Throws what it throws, and {@linkcode Refusal} if the store stays busy.
 */
export async function persist<T>(
  environment: Environment,
  attempt: () => Promise<T | null>,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const outcome = await attempt();
    if (outcome !== null) return outcome;
    if (tries > 0) {
      await delay(environment, environment.random() * PAUSE_MS * tries);
    }
  }
  throw new Refusal("unavailable", "The store is busy, try again", {
    retryAfter: RETRY_AFTER_MS,
  });
}
