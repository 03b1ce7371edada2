import { Buffer } from "node:buffer";
import { SHORTEST_TEXT, visitTexts } from "./message_text.ts";

/**
 * What the members of a room are sent: the latest frames with messages, byte for byte, and what they say. Frames have numbers, from 0 on. To
 * compare bytes is a hundred times cheaper than to read them, and who got the same bytes got the same messages.
 */
export class Broadcast {
  readonly #bytes: Uint8Array;
  /** Where each kept frame starts in the bytes, and its messages among the messages; one more for the next frame. */
  readonly #starts: Int32Array;
  readonly #firsts: Int32Array;
  /** What the kept messages say. */
  readonly writers: Int32Array;
  readonly numbers: Int32Array;
  readonly stamps: Int32Array;
  readonly #note = this.#keep.bind(this);
  #messages = 0;
  #kept = 0;
  #forgotten = 0;

  /** @param capacity How many bytes are kept at the most. */
  constructor(capacity: number) {
    const most = Math.ceil(capacity / SHORTEST_TEXT);
    this.#bytes = new Uint8Array(capacity);
    this.#starts = new Int32Array(most + 1);
    this.#firsts = new Int32Array(most + 1);
    this.writers = new Int32Array(most);
    this.numbers = new Int32Array(most);
    this.stamps = new Int32Array(most);
  }

  /** The number of the oldest frame that is kept … */
  get start(): number {
    return this.#forgotten;
  }

  /** … and of the next one to come. */
  get end(): number {
    return this.#forgotten + this.#kept;
  }

  /** Keeps a frame with messages, with its header. When there is no room left, all others are forgotten. */
  append(bytes: Uint8Array, start: number, end: number): void {
    if (this.#size + end - start > this.#bytes.length) this.#forget();
    if (end - start > this.#bytes.length) {
      this.#forgotten++;
      return;
    }
    this.#bytes.set(bytes.subarray(start, end), this.#size);
    visitTexts(bytes, start, end, this.#note);
    const size = this.#size + end - start;
    this.#kept++;
    this.#starts[this.#kept] = size;
    this.#firsts[this.#kept] = this.#messages;
  }

  /** How many frames, from the one numbered `place` on, stand whole and byte for byte at `start`; either all that have room before `end`, or 0. */
  matches(
    place: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const first = place - this.#forgotten;
    if (first < 0 || first >= this.#kept) return 0;
    const from = this.#starts[first]!;
    let next = first;
    while (
      next < this.#kept && this.#starts[next + 1]! - from <= end - start
    ) next++;
    const length = this.#starts[next]! - from;
    const order = Buffer.compare(
      this.#bytes.subarray(from, from + length),
      bytes.subarray(start, start + length),
    );
    return order === 0 ? next - first : 0;
  }

  /** How many bytes `count` frames from `place` on are. */
  length(place: number, count: number): number {
    const first = place - this.#forgotten;
    return this.#starts[first + count]! - this.#starts[first]!;
  }

  /** How many of the kept messages stand before a frame. */
  messagesBefore(place: number): number {
    return this.#firsts[place - this.#forgotten]!;
  }

  get #size(): number {
    return this.#starts[this.#kept]!;
  }

  #keep(writer: number, number: number, stamp: number): void {
    this.writers[this.#messages] = writer;
    this.numbers[this.#messages] = number;
    this.stamps[this.#messages] = stamp;
    this.#messages++;
  }

  #forget(): void {
    this.#forgotten += this.#kept;
    this.#kept = 0;
    this.#messages = 0;
  }
}
