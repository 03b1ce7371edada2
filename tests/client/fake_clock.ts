interface Timer {
  id: number;
  at: number;
  run: () => void;
}

/** In one go; far more than anything sensible sets. */
const MOST_TIMERS = 100_000;

/** Time that passes only when a test says so. Timers run in order of their time, and of their setting if that is the same. */
export class FakeClock {
  /** In ms since the Unix epoch. */
  now = Date.UTC(2026, 0, 1);
  #timers: Timer[] = [];
  #ids = 0;

  set(run: () => void, ms: number): number {
    const id = ++this.#ids;
    this.#timers.push({ id, at: this.now + Math.max(0, ms), run });
    return id;
  }

  clear(id: number): void {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  }

  /** Lets `ms` pass. */
  advance(ms: number): void {
    const end = this.now + ms;
    let left = MOST_TIMERS;
    for (let timer = this.#due(end); timer; timer = this.#due(end)) {
      if (left-- === 0) {
        throw new Error(
          `Cannot let ${ms} ms pass: timers set timers without end`,
        );
      }
      this.clear(timer.id);
      this.now = timer.at;
      timer.run();
    }
    this.now = end;
  }

  /** Somebody sets the clock back by `ms`. Timers run when they would have run. */
  setBack(ms: number): void {
    this.now -= ms;
    for (const timer of this.#timers) timer.at -= ms;
  }

  /** Timers that are set. */
  get size(): number {
    return this.#timers.length;
  }

  #due(end: number): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= end).sort((a, b) =>
      a.at - b.at || a.id - b.id
    )[0];
  }
}
