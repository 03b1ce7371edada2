/**
 * `deno task bench [--scenario=NAME] [--peer=NAME] [--rounds=N] [--seconds=N] [--quick]`: measures Confab and what it is compared with, and prints
 * tables. Without options everything is measured, and the results go into `docs/performance.md`. Ends with 1 if a run was not valid.
 */
import { bench } from "./bench.ts";
import { optionsOf } from "./options.ts";
import { checkRequirements, RequirementError } from "./requirements.ts";

function explain(error: unknown): never {
  const expected = error instanceof TypeError ||
    error instanceof RequirementError;
  if (!expected) throw error;
  console.error(error.message);
  Deno.exit(1);
}

function prepare() {
  try {
    checkRequirements();
    return optionsOf(Deno.args);
  } catch (error) {
    explain(error);
  }
}

if (!await bench(prepare())) Deno.exit(1);
