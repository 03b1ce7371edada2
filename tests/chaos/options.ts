/** What `deno task chaos` was asked for. */
export interface Options {
  minutes: number;
  seed: number;
}

const DEFAULT_MINUTES = 1;
const SEEDS = 2 ** 31;

/** Reads the command line. Throws `TypeError` for what makes no sense. */
export function optionsOf(args: readonly string[]): Options {
  const options = {
    minutes: DEFAULT_MINUTES,
    seed: Math.floor(Math.random() * SEEDS),
  };
  for (const arg of args) {
    const [, minutes] = arg.match(/^--minutes=(\d+(?:\.\d+)?)$/) ?? [];
    const [, seed] = arg.match(/^--seed=(\d+)$/) ?? [];
    if (minutes !== undefined) options.minutes = Number(minutes);
    else if (seed !== undefined) options.seed = Number(seed);
    else {
      throw new TypeError(
        `Cannot use '${arg}': expected --minutes=N or --seed=S`,
      );
    }
  }
  return options;
}
