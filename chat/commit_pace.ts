import { delay, type Environment, since } from "./environment.ts";

/** The first retry comes at once; the pause before the next doubles from the first to the second, in milliseconds. */
const PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 20;
/** A commit costs nearly the same for one command as for this many; with fewer waiting, one begins in so many milliseconds. */
const WORTH_A_COMMIT = 48;
const COMMIT_MS = 9;

/** When the next commit begins. */
export class CommitPace {
  /** Commits that failed since one last succeeded. */
  failures = 0;
  readonly #environment: Environment;
  /** Authors whom the last commit has answered and who have not sent since. */
  readonly #awaited = new Set<string>();
  /** When the last commit began. */
  #begun = 0;
  /** Ends a wait for more. */
  #enough = () => {};

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** A commit begins. */
  begin(): void {
    this.#awaited.clear();
    this.#begun = this.#environment.now();
  }

  /** The commit has answered a command of theirs. */
  answered(author: string): void {
    this.#awaited.add(author);
  }

  /** A command of theirs came, and so many wait now. */
  grown(author: string, waiting: number): void {
    this.#awaited.delete(author);
    if (this.#isEnough(waiting)) this.#enough();
  }

  /** Resolves when it is time for a commit. @param waiting How many commands wait. */
  async next(waiting: number): Promise<void> {
    if (this.failures > 1) await this.#pause();
    else if (!this.#isEnough(waiting)) await this.#gather();
  }

  /** Also once everybody who was answered has sent again: nobody knows of others, and programs wait for an answer before they send on. */
  #isEnough(waiting: number): boolean {
    return waiting >= WORTH_A_COMMIT || this.#awaited.size === 0;
  }

  #pause(): Promise<void> {
    const longest = Math.min(
      PAUSE_MS * 2 ** (this.failures - 1),
      LONGEST_PAUSE_MS,
    );
    return delay(this.#environment, this.#environment.random() * longest);
  }

  /** Until there is enough for a commit, or so long after the last one's beginning: who waited for a slow one has waited long enough. */
  async #gather(): Promise<void> {
    const left = COMMIT_MS - since(this.#environment, this.#begun);
    if (left <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#enough = resolve;
    const stop = this.#environment.after(left, resolve);
    await promise;
    stop();
  }
}
