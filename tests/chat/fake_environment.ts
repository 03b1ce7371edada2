import type { Environment } from "@/chat/environment.ts";
import { turn } from "./turn.ts";

interface Timer {
  at: number;
  run: () => void;
}

/** An environment whose clock stands still until told otherwise, and whose chance and secrets are the same in each run. */
export class FakeEnvironment implements Environment {
  #now = Date.UTC(2026, 0, 1);
  #seed: number;
  #timers: Timer[] = [];
  #timerSet = Promise.withResolvers<void>();

  constructor(seed = 1) {
    this.#seed = seed;
  }

  now(): number {
    return this.#now;
  }

  /** Mulberry32. */
  random(): number {
    this.#seed = (this.#seed + 0x6D2B79F5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  secret(bytes: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(
      { length: bytes },
      () => Math.floor(this.random() * 256),
    );
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    this.#timerSet.resolve();
    this.#timerSet = Promise.withResolvers();
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How many timers wait to run. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Lets time go by and runs what falls due, in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#next(end); due; due = this.#next(end)) {
      this.#fire(due);
    }
    this.#now = end;
  }

  /**
   * Lets time go by from timer to timer until `outcome` is settled, and gives it. Leaves alone what is more than `horizon` away: those
   * timers are not what it waits for.
   */
  async until<T>(outcome: Promise<T>, horizon = 25): Promise<T> {
    let settled = false;
    const settle = () => void (settled = true);
    outcome.then(settle, settle);
    for (;;) {
      await turn();
      if (settled) return await outcome;
      const due = this.#next(this.#now + horizon);
      if (due) this.#fire(due);
      else {await Promise.race([
          outcome.then(settle, settle),
          this.#timerSet.promise,
        ]);}
    }
  }

  #next(end: number): Timer | undefined {
    const due = this.#timers.filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }

  #fire(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.run();
  }
}
