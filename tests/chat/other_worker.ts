import type { Order, Report } from "./other_worker_thread.ts";

/** How long a test waits for a report before it fails, in milliseconds; nothing takes that long unless it never comes. */
const PATIENCE_MS = 20_000;

/**
 * A worker with a thread, a bus and a store of its own, in which somebody follows the lobby. It can be made to stand still, as a worker
 * does that is busy.
 */
export class OtherWorker implements Disposable {
  readonly #thread = new Worker(
    new URL("./other_worker_thread.ts", import.meta.url),
    { type: "module" },
  );
  readonly #gate = new Int32Array(new SharedArrayBuffer(4));
  #report: Report | undefined;
  #changed = Promise.withResolvers<void>();

  /** `polls`: whether it also looks at the store by itself, as a real worker does. */
  static async following(
    kv: string,
    channel: string,
    { polls }: { polls: boolean },
  ): Promise<OtherWorker> {
    const worker = new OtherWorker();
    worker.#order({ type: "follow", kv, channel, polls });
    await worker.#until(({ state }) => state === "following");
    return worker;
  }

  private constructor() {
    this.#thread.onmessage = ({ data }) => {
      this.#report = data;
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    };
  }

  /** Stops its event loop; resolves when that is so. */
  async standStill(): Promise<void> {
    this.#order({ type: "stand still", gate: this.#gate });
    await this.#until(({ state }) => state === "still");
  }

  goOn(): void {
    Atomics.store(this.#gate, 0, 1);
    Atomics.notify(this.#gate, 0);
  }

  /** Waits until the follower was sent the first event and its notice was heard: a poll may have found the event before. */
  async begins(): Promise<void> {
    await this.#until(({ seqs, notices }) => seqs.includes(1) && notices > 0);
  }

  /** Waits until the follower was sent this event, and the worker told by `drained` that the bus has no more for it. */
  async endsWith(seq: number): Promise<Report> {
    return await this.#until(({ seqs, heardAll }) =>
      seqs.includes(seq) && heardAll
    );
  }

  [Symbol.dispose](): void {
    this.#thread.terminate();
  }

  #order(order: Order): void {
    this.#thread.postMessage(order);
  }

  async #until(reached: (report: Report) => boolean): Promise<Report> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const last = JSON.stringify(this.#report);
      late.reject(new Error(`Waited in vain, last heard ${last}`));
    }, PATIENCE_MS);
    try {
      while (!this.#report || !reached(this.#report)) {
        await Promise.race([this.#changed.promise, late.promise]);
      }
      return this.#report;
    } finally {
      clearTimeout(timer);
    }
  }
}
