/**
 * `deno task chaos [--minutes=N] [--seed=S]`: real servers and sockets, and whatever can go wrong with them on one machine. Ends with a table,
 * and with 1 if a promise was broken. It is played in rounds of a minute, each with the seed of the one before plus one.
 */
import { excerptFor } from "@/tests/simulation/trace.ts";
import { Random } from "@/tests/simulation/random.ts";
import { type Options, optionsOf } from "./options.ts";
import { drawFlood, drawStorm, type Storm } from "./plan.ts";
import { playRound, type Round } from "./round.ts";
import { Site } from "./site.ts";
import { tableOf } from "./table.ts";
import { Totals } from "./totals.ts";

const MINUTE_MS = 60_000;
/** The rest of a round's minute goes into coming and going. */
const STORMS_MS = 50_000;
const SHOWN_VIOLATIONS = 3;
/** How many workers each server process has. */
const SERVERS = [1, 2, 1];
const SIZE = {
  people: 6,
  programs: 14,
  pages: 6,
  blockedPages: 2,
  slowReaders: 3,
  stoppingReaders: 3,
};

/** Plays until time is up or a promise is broken; gives whether all were kept. */
async function play({ minutes, seed: first }: Options): Promise<boolean> {
  const end = performance.now() + minutes * MINUTE_MS;
  const totals = new Totals();
  await using site = await Site.open(SERVERS);
  for (let seed = first;; seed++) {
    const left = end - performance.now();
    const round = await playRound(site, {
      seed,
      size: SIZE,
      rooms: ["main", "tea", "harbour"].map((name) => `${name}-${seed}`),
      storms: stormsFor(seed, Math.min(STORMS_MS, left)),
    });
    totals.add(round);
    const kept = round.violations.length === 0;
    if (!kept) report(round);
    if (!kept || performance.now() >= end) {
      console.log(tableOf(totals));
      return kept;
    }
    await site.start();
  }
}

function* stormsFor(seed: number, ms: number): Iterable<Storm> {
  const random = new Random(seed).fork();
  const end = performance.now() + ms;
  yield drawFlood(random, SERVERS.length);
  while (performance.now() < end) yield drawStorm(random, SERVERS.length);
}

function report({ seed, history, violations }: Round): void {
  console.error(
    `Seed ${seed} has broken ${violations.length} promises; its plan again: deno task chaos --seed=${seed}\n`,
  );
  for (const violation of violations.slice(0, SHOWN_VIOLATIONS)) {
    console.error(`${violation.invariant}: ${violation.detail}`);
    console.error(excerptFor(violation, history).join("\n") + "\n");
  }
}

const options = optionsOf(Deno.args);
console.error(`Chaos for ${options.minutes} min, seed ${options.seed}`);
if (!await play(options)) Deno.exit(1);
