import { attempt } from "./attempt.ts";
import { coldStart } from "./cold_start.ts";
import type { Cores } from "./cores.ts";
import type { Measurement } from "./figures.ts";
import { measure } from "./measure.ts";
import type { Options } from "./options.ts";
import type { PeerName } from "./peers.ts";
import type { Runs } from "./results.ts";
import type { Scenario } from "./scenarios.ts";

/** Of the numbers of clients and rooms, for `--quick`. */
const QUICK_SCALE = 0.2;

/** Measures a scenario round by round, each peer once in each round, and tells about each run. */
export async function playRounds(
  scenario: Scenario,
  options: Options,
  cores: Cores | undefined,
  tell: (peer: PeerName, measurement: Measurement) => void,
): Promise<Runs> {
  const runs: Runs = {};
  const peers = scenario.peers.filter((peer) => options.peers.includes(peer));
  for (let round = 0; round < options.rounds; round++) {
    for (const peer of rotated(peers, round)) {
      const measurement = await attempt(() =>
        play(scenario, peer, options, cores)
      );
      (runs[peer] ??= []).push(measurement);
      tell(peer, measurement);
    }
  }
  return runs;
}

/** Each comes after another one in each round: what runs before leaves its traces on a machine. */
function rotated<T>(all: readonly T[], by: number): T[] {
  const from = by % Math.max(1, all.length);
  return [...all.slice(from), ...all.slice(0, from)];
}

async function play(
  { task, filled }: Scenario,
  peer: PeerName,
  { seconds, quick }: Options,
  cores: Cores | undefined,
): Promise<Measurement> {
  if (task === undefined) return await coldStart(peer, cores);
  const size = { seconds, scale: quick ? QUICK_SCALE : 1 };
  return await measure(peer, task(size, peer), {
    cores,
    ...(filled !== undefined && { filled }),
  });
}
