import { SimulatedFailure, type World } from "./world.ts";

const SLOW_MS = 2_000;
const RETRY_MS = 500;
const LONGEST_OUTAGE_MS = 16_000;

/** How a store is to be reached: how long a request takes, and whether it gets there at all. */
export class Weather {
  /** Whether the store tells of changes. */
  readonly watches: boolean;
  readonly #world: World;
  /** Mean of one way, in milliseconds. */
  readonly #mean: number;
  #downUntil = 0;
  /** In an outage: true if requests wait for its end, false if they fail. */
  #silent = false;

  constructor(world: World) {
    this.#world = world;
    this.watches = world.random.chance(0.5);
    this.#mean = world.random.pick([0.1, 0.5, 2, 8]);
  }

  /** Calls `work` when a request has arrived, or `failed` once it is clear that it won't. */
  arrives(work: () => void, failed: (error: unknown) => void): void {
    const { scheduler, faults } = this.#world;
    if (faults.happens("store down")) this.#goDown();
    if (!this.#isDown) return void scheduler.later(this.#way(), work);
    if (this.#silent) return this.#hold(work);
    scheduler.after(
      this.#way(),
      () => failed(new SimulatedFailure("store down")),
    );
  }

  /** Calls `heard` when an answer has come back. */
  returns(heard: () => void): void {
    this.#world.scheduler.after(this.#way(), heard);
  }

  get #isDown(): boolean {
    return this.#world.faults.active &&
      this.#world.scheduler.elapsed < this.#downUntil;
  }

  #hold(work: () => void): void {
    const again = () => this.#isDown ? this.#hold(work) : work();
    this.#world.scheduler.later(this.#world.random.below(RETRY_MS), again);
  }

  #goDown(): void {
    const { scheduler, random } = this.#world;
    this.#silent = random.chance(0.3);
    this.#downUntil = scheduler.elapsed + random.below(LONGEST_OUTAGE_MS);
  }

  #way(): number {
    const { random, faults } = this.#world;
    const slow = faults.happens("store slow") ? random.below(SLOW_MS) : 0;
    return random.exponential(this.#mean) + slow;
  }
}
