import type { Run } from "./run.ts";
import { excerptFor } from "./trace.ts";

/** How a seed has failed; nothing if all is well. */
export type Failure = string | undefined;

/** What a run has broken, in words. */
export function failureOf({ seed, violations, history }: Run): Failure {
  const [violation] = violations;
  if (!violation) return undefined;
  const excerpt = excerptFor(violation, history.entries).join("\n");
  return `Seed ${seed} (deno task simulate --seed=${seed} --trace): ${violation.invariant}: ${violation.detail}\n${excerpt}`;
}
