import type { Broadcast } from "./broadcast.ts";
import { Histogram } from "./histogram.ts";
import { ageOf, stampOf, visitTexts } from "./message_text.ts";

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
  /** Of who is receiving: where its numbers begin, its room's first writer, and the time. */
  #slots = 0;
  #firstWriter = 0;
  #clock = 0;

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
    this.#attend(reader, room, receivedAt);
    const count = visitTexts(bytes, start, end, this.#visit);
    if (count > 0) this.frames++;
    return count;
  }

  /** Takes frames of a broadcast, from `place` on, that `reader` in `room` got as well. */
  takeAgain(
    reader: number,
    room: number,
    receivedAt: number,
    broadcast: Broadcast,
    place: number,
    count: number,
  ): void {
    this.#attend(reader, room, receivedAt);
    const { writers, numbers, stamps } = broadcast;
    const end = broadcast.messagesBefore(place + count);
    for (let i = broadcast.messagesBefore(place); i < end; i++) {
      this.#deliver(writers[i]!, numbers[i]!, stamps[i]!);
    }
    this.frames += count;
  }

  /** How many messages of its own a writer has got back. */
  echoes(reader: number, writer: number): number {
    return this.#next[reader * this.#writers + writer % this.#writers] ?? 0;
  }

  #attend(reader: number, room: number, receivedAt: number): void {
    this.#slots = reader * this.#writers;
    this.#firstWriter = room * this.#writers;
    this.#clock = stampOf(receivedAt);
  }

  #deliver(writer: number, number: number, stamp: number): void {
    const inRoom = writer - this.#firstWriter;
    const slot = this.#slots + inRoom;
    const fits = inRoom >= 0 && inRoom < this.#writers;
    if (!fits || this.#next[slot] !== number) this.misplaced++;
    else this.#next[slot] = number + 1;
    this.deliveries++;
    this.latency.record(ageOf(stamp, this.#clock));
  }
}
