import { Histogram } from "./histogram.ts";
import { ageOf, visitTexts } from "./message_text.ts";

/** Counts what readers get and checks that each gets each writer's messages in order, without a gap and without a repeat. */
export class Tally {
  /** In microseconds. */
  readonly latency = new Histogram();
  frames = 0;
  deliveries = 0;
  /** Deliveries that were not the next one of their writer. */
  misplaced = 0;
  readonly #writers: number;
  /** For each reader and each writer in its room, the number that comes next. */
  readonly #next: Int32Array;
  readonly #visit = this.#deliver.bind(this);
  #reader = 0;
  #room = 0;
  #receivedAt = 0;

  /**
   * @param readers In all rooms together.
   * @param writers In each room; those of room `r` have the numbers from `r * writers` on.
   */
  constructor(readers: number, writers: number) {
    this.#writers = writers;
    this.#next = new Int32Array(readers * writers);
  }

  /** Takes a frame that `reader` in `room` got, and gives how many messages are in it. */
  take(
    reader: number,
    room: number,
    receivedAt: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    this.#reader = reader;
    this.#room = room;
    this.#receivedAt = receivedAt;
    const count = visitTexts(bytes, start, end, this.#visit);
    if (count > 0) this.frames++;
    return count;
  }

  /** How many messages of its own a writer has got back. */
  echoes(reader: number, writer: number): number {
    return this.#next[reader * this.#writers + writer % this.#writers] ?? 0;
  }

  #deliver(writer: number, number: number, stamp: number): void {
    const inRoom = writer - this.#room * this.#writers;
    const slot = this.#reader * this.#writers + inRoom;
    const fits = inRoom >= 0 && inRoom < this.#writers;
    if (!fits || this.#next[slot] !== number) this.misplaced++;
    else this.#next[slot] = number + 1;
    this.deliveries++;
    this.latency.record(ageOf(stamp, this.#receivedAt));
  }
}
