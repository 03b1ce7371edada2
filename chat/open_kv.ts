import { delay, type Environment } from "./environment.ts";
import { isLocked } from "./kv_store.ts";

const PAUSE_MS = 20;
const PATIENCE_MS = 10_000;

/**
 * Opens Deno KV. Workers that open a new file at once get in each other's way while one of them sets it up: the others find it locked, and try
 * again. Throws what `open` throws, unless it is that; and that, too, if it lasts.
 */
export async function openKv<Kv>(
  open: () => Promise<Kv>,
  environment: Environment,
): Promise<Kv> {
  const end = environment.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!isLocked(error) || environment.now() >= end) throw error;
    }
    await delay(environment, PAUSE_MS);
  }
}
