import type { World } from "./world.ts";

/** What travels: a frame, or the closing of the connection. */
export type Parcel = { frame: string } | { code: number; reason: string };

const LATE_MS = 3_000;

/** How a network is. */
export interface Line {
  /** Mean of one way, in milliseconds. */
  latency: number;
  /** Bytes per millisecond. */
  bandwidth: number;
  /** What a byte counts in `bufferedAmount`: so a buffer fills up without megabytes being moved. */
  weight: number;
}

/** One direction of a connection: in order, and nothing overtakes. */
export class Pipe {
  readonly #world: World;
  readonly #line: Line;
  readonly #deliver: (parcel: Parcel) => void;
  readonly #queue: Parcel[] = [];
  #buffered = 0;
  #travelling = 0;
  #leaving = false;
  #stopped = false;
  #lastArrival = 0;
  #cutAt = Infinity;

  constructor(world: World, line: Line, deliver: (parcel: Parcel) => void) {
    this.#world = world;
    this.#line = line;
    this.#deliver = deliver;
  }

  /** Bytes that have not left yet. */
  get bufferedAmount(): number {
    return this.#buffered * this.#line.weight;
  }

  /** True if nothing is on its way. */
  get empty(): boolean {
    return this.#queue.length === 0 && this.#travelling === 0;
  }

  push(parcel: Parcel): void {
    this.#queue.push(parcel);
    this.#buffered += sizeOf(parcel);
    this.#leave();
  }

  /** Whoever is at the other end does not read any more. */
  stop(): void {
    this.#stopped = true;
  }

  resume(): void {
    this.#stopped = false;
    this.#leave();
  }

  /** Nothing that would arrive after `ms` arrives. */
  cut(ms: number): void {
    this.#cutAt = Math.min(this.#cutAt, this.#world.scheduler.elapsed + ms);
  }

  #leave(): void {
    const [parcel] = this.#queue;
    if (!parcel || this.#leaving || this.#stopped) return;
    const size = sizeOf(parcel);
    const ms = size / this.#line.bandwidth;
    if (ms < 1) return this.#left(parcel, size);
    this.#leaving = true;
    this.#world.scheduler.later(ms, () => {
      this.#leaving = false;
      this.#left(parcel, size);
    });
  }

  #left(parcel: Parcel, size: number): void {
    this.#queue.shift();
    this.#buffered -= size;
    this.#travel(parcel);
    this.#leave();
  }

  #travel(parcel: Parcel): void {
    const { scheduler, random, faults } = this.#world;
    const late = faults.happens("frame late") ? random.below(LATE_MS) : 0;
    const way = random.exponential(this.#line.latency) + late;
    const time = Math.max(scheduler.elapsed + way, this.#lastArrival);
    this.#lastArrival = time;
    this.#travelling++;
    scheduler.at(time, () => {
      this.#travelling--;
      if (time <= this.#cutAt) this.#deliver(parcel);
    });
  }
}

function sizeOf(parcel: Parcel): number {
  return "frame" in parcel ? parcel.frame.length : 0;
}
