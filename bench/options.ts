import { type PeerName, PEERS } from "./peers.ts";
import { CURVE_NAMES, SCENARIO_NAMES } from "./names.ts";

/** What `deno task bench` was asked for. */
export interface Options {
  /** Scenarios and curves; all of them unless one was named. */
  scenarios: readonly string[];
  /** Who is measured; all unless one was named. */
  peers: readonly PeerName[];
  rounds: number;
  /** How long each run measures. */
  seconds: number;
  quick: boolean;
  /** Whether everything was asked for, so that the results may go into the documentation. */
  complete: boolean;
}

const EXPECTED =
  "--scenario=NAME, --peer=NAME, --rounds=N, --seconds=N or --quick";
const EVERYTHING: readonly string[] = [...SCENARIO_NAMES, ...CURVE_NAMES];

/** Reads the command line. Throws `TypeError` for what makes no sense. */
export function optionsOf(args: readonly string[]): Options {
  const given = new Map(args.map(split));
  const quick = given.has("--quick");
  return {
    scenarios: chosen(given, "--scenario", EVERYTHING),
    peers: chosen(given, "--peer", PEERS),
    rounds: numberOf(given, "--rounds", quick ? 1 : 3, /^[1-9]\d?$/),
    seconds: numberOf(given, "--seconds", quick ? 2 : 5, /^\d{1,3}(\.\d+)?$/),
    quick,
    complete: args.length === 0,
  };
}

function split(arg: string): [name: string, value: string] {
  const [, name, value] = arg.match(
    /^(--scenario|--peer|--rounds|--seconds)=(.*)$/,
  ) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  if (arg === "--quick") return [arg, ""];
  throw new TypeError(`Cannot use '${arg}': expected ${EXPECTED}`);
}

function chosen<T extends string>(
  given: Map<string, string>,
  name: string,
  all: readonly T[],
): readonly T[] {
  const value = given.get(name);
  if (value === undefined) return all;
  const found = all.filter((each) => each === value);
  if (found.length > 0) return found;
  throw new TypeError(
    `Cannot use '${name}=${value}': expected one of ${all.join(", ")}`,
  );
}

function numberOf(
  given: Map<string, string>,
  name: string,
  standard: number,
  pattern: RegExp,
): number {
  const value = given.get(name);
  if (value === undefined) return standard;
  if (pattern.test(value) && Number(value) > 0) return Number(value);
  const example = name === "--rounds" ? "from 1 to 99" : "above 0, e.g. 2.5";
  throw new TypeError(
    `Cannot use '${name}=${value}': expected a number ${example}`,
  );
}
