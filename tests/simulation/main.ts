/**
 * `deno task simulate --seeds=N [--from=SEED] [--seed=SEED] [--trace] [--control=NAME]`: runs the whole chat under seeded faults and proves its promises.
 * Ends with 1 at the first seed that breaks one, and says how to see that run again.
 */
import { type Control, CONTROLS } from "./controls.ts";
import { type Run, runSeed } from "./run.ts";
import { Totals } from "./totals.ts";
import { excerptFor, lineOf } from "./trace.ts";

const DEFAULT_SEEDS = 200;
const SHOWN_VIOLATIONS = 3;

interface Options {
  first: number;
  seeds: number;
  trace: boolean;
  control: Control | undefined;
}

function optionsOf(args: readonly string[]): Options {
  const options = new Map(args.map((arg): [string, string] => {
    const [name = "", value = ""] = arg.split("=");
    if (
      !["--seeds", "--seed", "--from", "--trace", "--control"].includes(name)
    ) {
      throw new TypeError(
        `Cannot use '${arg}': expected --seeds=N, --from=SEED, --seed=SEED, --trace or --control=NAME`,
      );
    }
    return [name, value];
  }));
  const seed = options.get("--seed");
  return {
    first: numberIn(seed ?? options.get("--from") ?? "1"),
    seeds: seed === undefined
      ? numberIn(options.get("--seeds") ?? String(DEFAULT_SEEDS))
      : 1,
    trace: options.has("--trace"),
    control: controlNamed(options.get("--control")),
  };
}

function numberIn(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new TypeError(`Cannot use '${text}': expected a whole number from 1`);
}

function controlNamed(name: string | undefined): Control | undefined {
  const control = CONTROLS.find((control) => control.name === name);
  if (control || name === undefined) return control;
  throw new TypeError(
    `Cannot find control '${name}': expected one of ${
      CONTROLS.map(({ name }) => `'${name}'`).join(", ")
    }`,
  );
}

function report({ seed, violations, history }: Run): void {
  console.error(
    `\nSeed ${seed} fails; see it again with: deno task simulate --seed=${seed} --trace\n`,
  );
  for (const violation of violations.slice(0, SHOWN_VIOLATIONS)) {
    console.error(`${violation.invariant}: ${violation.detail}`);
    console.error(excerptFor(violation, history.entries).join("\n") + "\n");
  }
  if (violations.length > SHOWN_VIOLATIONS) {
    console.error(`and ${violations.length - SHOWN_VIOLATIONS} more`);
  }
}

async function simulate(
  { first, seeds, trace, control }: Options,
): Promise<boolean> {
  const totals = new Totals();
  const begin = performance.now();
  let failed: Run | undefined;
  for (let seed = first; seed < first + seeds && !failed; seed++) {
    const run = await runSeed(seed, control);
    totals.add(run);
    if (trace) console.log(run.history.entries.map(lineOf).join("\n"));
    if (seeds === 1) {
      console.log(
        `Seed ${seed}: the history's SHA-256 is ${run.history.digest()}`,
      );
    }
    if (run.violations.length > 0) failed = run;
  }
  console.log(totals.lines(performance.now() - begin).join("\n"));
  if (failed) report(failed);
  return failed === undefined;
}

/** Ends with 2 if the arguments make no sense. */
function readOptions(): Options {
  try {
    return optionsOf(Deno.args);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    Deno.exit(2);
  }
}

if (!await simulate(readOptions())) Deno.exit(1);
