import { setImmediate } from "node:timers";
import type { Random } from "./random.ts";

/** 2026-01-01: when each simulation begins, in milliseconds since the Unix epoch. */
const START = 1_767_225_600_000;
/** What happens within so many milliseconds may reach a process in one turn of its event loop. */
const SAME_TURN_MS = 0.25;
const SAME_TURN_CHANCE = 0.3;

interface Task {
  time: number;
  /** Tasks of the same time run in the order in which they were set. */
  order: number;
  run: (() => void) | undefined;
  /** Runs code under test, so that promises have to settle before the next task. */
  settles: boolean;
}

/**
 * Simulated time. Runs one task after another in the order of their time; between two of them every promise settles, so a run depends on
 * nothing but the seed.
 */
export class Scheduler {
  readonly #random: Random;
  readonly #heap: Task[] = [];
  #time = 0;
  #order = 0;
  #steps = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Whole milliseconds since the Unix epoch, as a clock tells them. */
  get now(): number {
    return START + Math.floor(this.#time);
  }

  /** Milliseconds since the beginning. */
  get elapsed(): number {
    return this.#time;
  }

  /** Tasks run so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Runs `run` after `ms`; gives a function that calls it off. */
  after(ms: number, run: () => void): () => void {
    return this.#add(this.#time + Math.max(0, ms), run, true);
  }

  /** Runs `run` at `time`, in milliseconds since the beginning. What is set for the same time runs in the order in which it was set. */
  at(time: number, run: () => void): void {
    this.#add(Math.max(this.#time, time), run, true);
  }

  /** Like {@linkcode after}, for what only concerns the simulated world and leaves no promise to settle. */
  later(ms: number, run: () => void): () => void {
    return this.#add(this.#time + Math.max(0, ms), run, false);
  }

  /** Runs what is due up to `until`, in milliseconds since the beginning. */
  async run(until: number): Promise<void> {
    for (;;) {
      const task = this.#heap[0];
      if (!task || task.time > until) break;
      this.#step(task);
      if (task.settles && !this.#sharesTurn()) await settled();
    }
    await settled();
    this.#time = until;
  }

  #add(time: number, run: () => void, settles: boolean): () => void {
    const task: Task = { time, order: this.#order++, run, settles };
    this.#push(task);
    return () => task.run = undefined;
  }

  #step(task: Task): void {
    this.#pop();
    this.#time = task.time;
    this.#steps++;
    task.run?.();
  }

  /** An event loop hands over what came together before it lets promises go on. */
  #sharesTurn(): boolean {
    const next = this.#heap[0];
    return next !== undefined && next.time - this.#time < SAME_TURN_MS &&
      this.#random.chance(SAME_TURN_CHANCE);
  }

  #push(task: Task): void {
    const heap = this.#heap;
    let place = heap.push(task) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (!above || precedes(above, task)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = task;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const child = lesserChild(heap, place);
      const below = heap[child];
      if (!below || precedes(last, below)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = last;
  }
}

function lesserChild(heap: readonly Task[], place: number): number {
  const left = heap[2 * place + 1];
  const right = heap[2 * place + 2];
  const isRight = left !== undefined && right !== undefined &&
    precedes(right, left);
  return 2 * place + (isRight ? 2 : 1);
}

function precedes(a: Task, b: Task): boolean {
  return a.time < b.time || a.time === b.time && a.order < b.order;
}

/** Resolves when no promise that can go on is left: a new turn of the event loop begins only then. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
