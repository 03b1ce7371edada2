import process from "node:process";

/** Past this share of the memory no more sockets are let in: those that are open must be able to go on. */
const CEILING = 0.85;
/** What an instance on Deno Deploy has. */
const DEPLOY_BYTES = 512 * 2 ** 20;

/** Gives a function that tells whether this process has used up nearly all the memory that it may use. */
export function memoryWatch(
  limit = memoryLimit(),
  used: () => number = () => Deno.memoryUsage().rss,
): () => boolean {
  return () => used() > limit * CEILING;
}

/** How much memory this process may use, in bytes: what its container allows, or else what the machine has. `Infinity` if it may not know. */
export function memoryLimit(): number {
  if (Deno.env.get("DENO_DEPLOYMENT_ID")) return DEPLOY_BYTES;
  const { state } = Deno.permissions.querySync({
    name: "sys",
    kind: "systemMemoryInfo",
  });
  if (state !== "granted") return Infinity;
  // 0 or more than there is where no container sets a limit.
  const container = process.constrainedMemory() || Infinity;
  return Math.min(container, Deno.systemMemoryInfo().total);
}
