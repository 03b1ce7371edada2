import { delay, type Environment } from "./environment.ts";
import { Refusal } from "./refusal.ts";
import type { Store, Transaction } from "./store.ts";

const TRIES = 20;
const PAUSE_MS = 10;

/** Writes without a condition, and again if the store was busy. Throws {@linkcode Refusal} if it stays busy. */
export async function put(
  store: Store,
  environment: Environment,
  sets: Transaction["sets"],
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await store.commit({ checks: [], sets, deletes: [] }) !== null) return;
    if (tries > 0) {
      await delay(environment, environment.random() * PAUSE_MS * tries);
    }
  }
  throw new Refusal("unavailable", "The store is busy, try again", {
    retryAfter: 1_000,
  });
}
