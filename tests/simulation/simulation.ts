import { keys } from "@/chat/keys.ts";
import { Crowd } from "./crowd.ts";
import { Faults } from "./faults.ts";
import { finalRecords, finalRooms, type FinalState } from "./final_state.ts";
import { History } from "./history.ts";
import { Random } from "./random.ts";
import { Scheduler } from "./scheduler.ts";
import { Cluster, type Wrappers } from "./sim_cluster.ts";
import { SimDatabase } from "./sim_database.ts";
import { Network } from "./sim_network.ts";
import { Site } from "./sim_site.ts";
import type { World } from "./world.ts";

const ROOMS = ["lobby", "tea", "harbour"];
/** Things that all clients together do in a run: at least and at most. */
const ACTIONS = [20, 110] as const;
/** How long things may go wrong, in milliseconds: at least and at most. */
const CHAOS_MS = [4_000, 25_000] as const;
/** People fall silent before the faults stop: what went missing then has nothing after it that would show the gap. */
const BUSY = 0.8;
/** Of so many seeds, most texts are as long as they may be. */
const HEAVY_SEEDS = 0.02;
/** A commit that was given up may land so late, in milliseconds. */
const LANDING_MS = 9_000;
/** A dead connection is found out by pings, a refused client waits for a minute; the longest texts of a run need four minutes over the slowest line. */
const LONGEST_CALM_MS = 480_000;
const LOOK_MS = 500;
/** What one look does not see, because it is about to begin, one of the next does. */
const QUIET_LOOKS = 4;

/** Everything that lives in a run. */
export class Simulation {
  readonly history: History;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly #world: World;
  readonly #database = new SimDatabase();
  readonly #rooms: string[];
  readonly #cluster: Cluster;
  readonly #network: Network;
  readonly #crowd: Crowd;

  constructor(seed: number, wrappers: Wrappers) {
    const random = new Random(seed);
    this.scheduler = new Scheduler(random.fork());
    this.history = new History(() => this.scheduler.elapsed);
    this.faults = new Faults(random.fork(), this.history);
    const { history, scheduler, faults } = this;
    this.#world = {
      random,
      scheduler,
      history,
      faults,
      long: random.chance(HEAVY_SEEDS) ? 0.7 : 0.01,
    };
    this.#rooms = ROOMS.slice(0, random.whole(1, ROOMS.length));
    this.#cluster = new Cluster(
      this.#world,
      this.#database,
      sizeIn(random),
      wrappers,
    );
    const find = () => this.#cluster.find();
    this.#network = new Network(this.#world, find);
    this.#crowd = new Crowd(
      this.#world,
      this.#network,
      new Site(this.#world, find),
      this.#rooms,
    );
  }

  /** Lets things go wrong for a while, then all go well, until everybody knows everything. */
  async run(): Promise<FinalState> {
    const chaos = this.#world.random.between(...CHAOS_MS);
    this.#makeRooms();
    this.#cluster.start();
    this.#crowd.begin(this.#world.random.whole(...ACTIONS), chaos * BUSY);
    await this.scheduler.run(chaos);
    this.history.add({ kind: "phase", text: "no more faults" });
    this.faults.stop();
    this.#network.heal();
    const unrest = await this.#calmDown();
    return this.#finalState(unrest);
  }

  #makeRooms(): void {
    const sets = this.#rooms.slice(1).map((slug) => ({
      key: keys.room(slug),
      value: { slug, title: slug, createdAt: this.scheduler.now },
    }));
    this.#database.commit({ checks: [], sets, deletes: [] });
  }

  async #calmDown(): Promise<string[]> {
    const end = this.scheduler.elapsed + LONGEST_CALM_MS;
    await this.#wait(
      this.faults.counts.has("commit throws, lands late")
        ? LANDING_MS
        : LOOK_MS,
    );
    this.#crowd.wake();
    for (let quiet = 0; quiet < QUIET_LOOKS && this.scheduler.elapsed < end;) {
      await this.#wait(LOOK_MS);
      quiet = this.#unrest().length === 0 ? quiet + 1 : 0;
    }
    return this.#unrest();
  }

  #wait(ms: number): Promise<void> {
    return this.scheduler.run(this.scheduler.elapsed + ms);
  }

  /** Nothing once everybody is connected and knows everything. */
  #unrest(): string[] {
    const headOf = (room: string) =>
      Number(this.#database.read(keys.head(room)).value ?? 0);
    return [
      ...this.#cluster.whole ? [] : ["a worker is down"],
      ...this.#network.quiet ? [] : ["a connection is cut or behind"],
      ...this.#crowd.unrest(headOf),
    ];
  }

  #finalState(unrest: string[]): FinalState {
    const entries = this.#database.all();
    return {
      rooms: finalRooms(entries, this.#rooms),
      records: finalRecords(entries),
      views: this.#crowd.views(),
      unrest,
    };
  }
}

function sizeIn(random: Random) {
  return {
    instances: random.whole(1, 3),
    workers: random.whole(1, 3),
    postsPerSecond: random.pick([0, 0, 0, 50, 20]),
  };
}
