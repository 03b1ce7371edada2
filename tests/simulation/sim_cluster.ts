import type { Bus } from "@/chat/bus.ts";
import type { Store } from "@/chat/store.ts";
import { BusSegment } from "./sim_bus.ts";
import type { SimDatabase } from "./sim_database.ts";
import { SimStore } from "./sim_store.ts";
import { SimWorker } from "./sim_worker.ts";
import { Weather } from "./weather.ts";
import type { Host, World } from "./world.ts";

const LONGEST_RESTART_MS = 4_000;
/** How often a server is asked whether it goes away. */
const AWAY_MS = 5_000;
const LARGEST_SKEW_MS = 2_000;
/** How often a worker that dies takes its whole process with it. */
const PROCESS_DIES = 0.5;

/** How large the service is. */
export interface Size {
  instances: number;
  workers: number;
  postsPerSecond: number;
}

/** Puts something in front of what a worker runs on; a negative control breaks it there. */
export interface Wrappers {
  store?(store: Store, database: SimDatabase): Store;
}

/** All servers of the service: several instances of several workers, on one database. */
export class Cluster {
  readonly #world: World;
  readonly #instances: Instance[];

  constructor(
    world: World,
    database: SimDatabase,
    size: Size,
    wrappers: Wrappers,
  ) {
    this.#world = world;
    this.#instances = Array.from(
      { length: size.instances },
      (_, number) =>
        new Instance(`server ${number + 1}`, world, database, size, wrappers),
    );
  }

  start(): void {
    for (const instance of this.#instances) instance.start();
  }

  /** Some worker that takes connections, as a load balancer would pick it. */
  find(): SimWorker | undefined {
    const ready = this.#instances.flatMap(({ workers }) => workers).filter((
      worker,
    ) => worker.accepts);
    return ready.length > 0 ? this.#world.random.pick(ready) : undefined;
  }

  /** True if every worker is up. */
  get whole(): boolean {
    return this.#instances.every(({ workers }) =>
      workers.every((worker) => worker.accepts)
    );
  }
}

/** One process. Its workers share a bus; with other instances they share nothing but the database. */
class Instance {
  workers: SimWorker[] = [];
  readonly #name: string;
  readonly #world: World;
  readonly #database: SimDatabase;
  readonly #size: Size;
  readonly #wrappers: Wrappers;
  readonly #weather: Weather;
  readonly #skew: number;
  #segment: BusSegment;
  #lives = 0;
  #leaving = false;
  /** Between its end and its next start. */
  #starting = false;

  constructor(
    name: string,
    world: World,
    database: SimDatabase,
    size: Size,
    wrappers: Wrappers,
  ) {
    this.#name = name;
    this.#world = world;
    this.#database = database;
    this.#size = size;
    this.#wrappers = wrappers;
    this.#weather = new Weather(world);
    this.#skew = world.random.whole(-LARGEST_SKEW_MS, LARGEST_SKEW_MS);
    this.#segment = new BusSegment(world);
    world.scheduler.later(AWAY_MS, () => this.#maybeLeave());
  }

  start(): void {
    this.#starting = false;
    this.#segment = new BusSegment(this.#world);
    this.workers = Array.from(
      { length: this.#size.workers },
      (_, place) => this.#startWorker(place),
    );
  }

  #startWorker(place: number): SimWorker {
    const worker: SimWorker = new SimWorker(
      `${this.#name}.${place + 1} life ${++this.#lives}`,
      this.#world,
      {
        store: (host) => this.#store(host),
        bus: (host): Bus => this.#segment.join(host),
        postsPerSecond: this.#size.postsPerSecond,
        skew: this.#skew,
        died: () => this.#died(place, worker),
      },
    );
    this.#world.scheduler.after(0, () => worker.start());
    return worker;
  }

  #store(host: Host): Store {
    const store = new SimStore(
      this.#world,
      host,
      this.#database,
      this.#weather,
    );
    return this.#wrappers.store?.(store, this.#database) ?? store;
  }

  /** One worker has died: alone, or with the process. */
  #died(place: number, worker: SimWorker): void {
    if (this.#leaving || this.workers[place] !== worker) return;
    const { random, scheduler } = this.#world;
    const wait = random.below(LONGEST_RESTART_MS);
    if (random.chance(PROCESS_DIES)) return this.#restart(wait);
    scheduler.after(wait, () => {
      if (this.workers[place] === worker) {
        this.workers[place] = this.#startWorker(place);
      }
    });
  }

  #restart(ms: number): void {
    if (this.#starting) return;
    this.#starting = true;
    const gone = this.workers;
    this.workers = [];
    for (const worker of gone) worker.die();
    this.#world.scheduler.after(ms, () => this.start());
  }

  #maybeLeave(): void {
    const { faults, scheduler } = this.#world;
    scheduler.later(AWAY_MS, () => this.#maybeLeave());
    if (
      this.#starting || this.#leaving ||
      !faults.happens("server goes away", this.#name)
    ) return;
    scheduler.after(0, () => void this.#leave());
  }

  async #leave(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    await Promise.all(this.workers.map((worker) => worker.leave()));
    this.#leaving = false;
    this.#restart(0);
  }
}
