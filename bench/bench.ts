import { type Cores, oneCoreEach } from "./cores.ts";
import { type Curve, CURVES, type Point } from "./curves.ts";
import type { Measurement } from "./figures.ts";
import { installPeers } from "./install.ts";
import { thisMachine } from "./machine.ts";
import type { Options } from "./options.ts";
import { type PeerName, peerOf } from "./peers.ts";
import { pointsTableOf } from "./report/curve_chart.ts";
import { lineOf } from "./report/line.ts";
import { publish } from "./report/publish.ts";
import { tableOf } from "./report/table.ts";
import { warnIfBusy } from "./requirements.ts";
import type { Results } from "./results.ts";
import { playRounds } from "./rounds.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";
import { isValid } from "./statistics.ts";

/** Points of curves are many: each gets this share of a run's time. */
const CURVE_SHARE = 0.5;

/** Measures what was asked for, and gives whether all of it is valid. */
export async function bench(options: Options): Promise<boolean> {
  if (options.peers.some((peer) => peerOf(peer).installed)) {
    await installPeers();
  }
  warnIfBusy();
  if (options.quick) {
    console.error(
      "A quick run: a fifth of the quiet rooms, idle connections and returning clients, and shorter curves",
    );
  }
  const session = new Session(options, await emptyResults(options));
  for (const scenario of SCENARIOS) {
    if (options.scenarios.includes(scenario.name)) await session.play(scenario);
  }
  for (const curve of CURVES) {
    if (options.scenarios.includes(curve.name)) await session.draw(curve);
  }
  return session.valid;
}

async function emptyResults({ rounds, seconds }: Options): Promise<Results> {
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: await thisMachine(oneCoreEach() !== undefined),
    rounds,
    seconds,
    scenarios: {},
    curves: {},
  };
}

/** One call of `deno task bench`. */
class Session {
  valid = true;
  readonly #options: Options;
  readonly #results: Results;
  readonly #cores: Cores | undefined = oneCoreEach();

  constructor(options: Options, results: Results) {
    this.#options = options;
    this.#results = results;
  }

  async play(scenario: Scenario): Promise<void> {
    const { name, title } = scenario;
    console.error(title);
    const tell = (peer: PeerName, run: Measurement) =>
      this.#tell(peerOf(peer).title, run);
    const runs = await playRounds(scenario, this.#options, this.#cores, tell);
    this.#results.scenarios[name] = runs;
    await this.#show(title, tableOf(scenario, runs));
  }

  async draw(curve: Curve): Promise<void> {
    console.error(curve.title);
    const { quick, peers } = this.#options;
    const seconds = this.#options.seconds * CURVE_SHARE;
    const points: Point[] = [];
    const effort = { seconds, quick, cores: this.#cores, peers };
    for await (const point of curve.points(effort)) {
      points.push(point);
      this.#tell(`${curve.x} ${point.x}, ${point.line}`, point);
    }
    this.#results.curves[curve.name] = points;
    await this.#show(curve.title, pointsTableOf(curve, points));
  }

  #tell(what: string, measurement: Measurement): void {
    console.error(lineOf(what, measurement));
    if (!isValid(measurement)) this.valid = false;
  }

  /** What has been measured is kept at once: the whole takes half an hour. */
  async #show(title: string, table: string): Promise<void> {
    console.log(`\n${title}\n\n${table}\n`);
    if (this.#options.complete) await publish(this.#results);
  }
}
