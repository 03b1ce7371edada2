import { delay, type Environment } from "./environment.ts";

/** The first retry comes at once; the pause before the next doubles from the first to the second, in milliseconds. */
const PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 20;
/** A commit costs nearly the same for one command as for this many; with fewer waiting, a busy worker begins one in so many milliseconds. */
const WORTH_A_COMMIT = 48;
const BUSY_COMMIT_MS = 8;

/** When the next commit begins. */
export class CommitPace {
  /** Commits that failed since one last succeeded. */
  failures = 0;
  /** Somebody sent while the last commit was under way, and so will others in a moment. */
  busy = false;
  readonly #environment: Environment;
  /** Ends a wait for more. */
  #enough = () => {};

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** So many commands wait now. */
  grown(waiting: number): void {
    if (waiting === WORTH_A_COMMIT) this.#enough();
  }

  /** Resolves when it is time. @param waiting How many commands wait. @param begun When the last commit began. */
  async next(waiting: number, begun: number): Promise<void> {
    if (this.failures > 1) await this.#pause();
    else if (this.busy && waiting < WORTH_A_COMMIT) await this.#gather(begun);
  }

  #pause(): Promise<void> {
    const longest = Math.min(
      PAUSE_MS * 2 ** (this.failures - 1),
      LONGEST_PAUSE_MS,
    );
    return delay(this.#environment, this.#environment.random() * longest);
  }

  /** Until there is enough for a commit, or so long after the last one's beginning: who waited for a slow one has waited long enough. */
  async #gather(begun: number): Promise<void> {
    const passed = Math.max(this.#environment.now() - begun, 0);
    const left = BUSY_COMMIT_MS - passed;
    if (left <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#enough = resolve;
    const stop = this.#environment.after(left, resolve);
    await promise;
    stop();
  }
}
