/**
 * `deno task bench [--scenario=NAME] [--peer=NAME] [--rounds=N] [--seconds=N] [--quick]`: measures Confab and what it is compared with, prints
 * tables. Without options everything is measured, and the results go into `docs/performance.md`.
 */
import { oneCoreEach } from "./cores.ts";
import type { Measurement } from "./figures.ts";
import { installPeers } from "./install.ts";
import { type Options, optionsOf } from "./options.ts";
import { type PeerName, peerOf } from "./peers.ts";
import { columnsOf, textOf, titleOf } from "./report/numbers.ts";
import { tableOf } from "./report/table.ts";
import { playRounds } from "./rounds.ts";
import { SCENARIOS } from "./scenarios.ts";

function tell(peer: PeerName, { figures, problems }: Measurement): void {
  const texts = columnsOf([figures]).map((name) =>
    `${titleOf(name)} ${textOf(name, figures[name])}`
  );
  console.error(`  ${peerOf(peer).title}: ${texts.join("; ")}`);
  for (const problem of problems) console.error(`    Invalid: ${problem}`);
}

async function bench(options: Options): Promise<void> {
  if (options.peers.some((peer) => peerOf(peer).installed)) {
    await installPeers();
  }
  const cores = oneCoreEach();
  for (const scenario of SCENARIOS) {
    if (!options.scenarios.includes(scenario.name)) continue;
    console.error(scenario.title);
    const runs = await playRounds(scenario, options, cores, tell);
    console.log(`\n${scenario.title}\n\n${tableOf(scenario, runs)}\n`);
  }
}

function explain(error: unknown): never {
  if (!(error instanceof TypeError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}

function checkedOptions(): Options {
  try {
    return optionsOf(Deno.args);
  } catch (error) {
    explain(error);
  }
}

await bench(checkedOptions());
