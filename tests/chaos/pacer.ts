/** How somebody reads: whatever comes, once a second, or not at all. */
export type Pace = "eager" | "slow" | "stopped";

const SLOW_MS = 1_000;

/** Says when it is time to read again. */
export class Pacer {
  #pace: Pace;
  #changed = Promise.withResolvers<void>();

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** Whoever waits for a turn is told at once. */
  set(pace: Pace): void {
    this.#pace = pace;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Resolves when it is time to read. */
  async turn(): Promise<void> {
    while (this.#pace === "stopped") await this.#changed.promise;
    if (this.#pace === "slow") await this.#while(SLOW_MS);
  }

  async #while(ms: number): Promise<void> {
    const over = Promise.withResolvers<void>();
    const timer = setTimeout(over.resolve, ms);
    await Promise.race([over.promise, this.#changed.promise]);
    clearTimeout(timer);
  }
}
