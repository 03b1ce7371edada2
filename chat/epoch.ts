import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import type { Store } from "./store.ts";
import { base64Url } from "./text.ts";

const EPOCH_BYTES = 9;

/** Names this life of the database; makes the name if it has none yet. */
export async function epochOf(
  store: Store,
  environment: Environment,
): Promise<string> {
  for (;;) {
    const { value } = await store.get(keys.epoch);
    if (typeof value === "string") return value;
    const made = base64Url(environment.secret(EPOCH_BYTES));
    await store.commit({
      checks: [{ key: keys.epoch, version: null }],
      sets: [{ key: keys.epoch, value: made }],
      deletes: [],
    });
  }
}
