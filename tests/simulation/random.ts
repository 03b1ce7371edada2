/** A seeded source of randomness: sfc32, by Chris Doty-Humphrey. The same seed draws the same numbers on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = 0x9e3779b9 | 0;
    // Seeds beside each other only look unlike each other after some rounds.
    for (let round = 0; round < 15; round++) this.next();
  }

  /** At least 0, less than 1. */
  next(): number {
    const drawn = (this.#a + this.#b | 0) + this.#counter | 0;
    this.#counter = this.#counter + 1 | 0;
    this.#a = this.#b ^ this.#b >>> 9;
    this.#b = this.#c + (this.#c << 3) | 0;
    this.#c = (this.#c << 21 | this.#c >>> 11) + drawn | 0;
    return (drawn >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `end`, which is excluded. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A whole number from `first` to `last`, both included. */
  whole(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Times between events that happen once in `mean` on average. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Throws `RangeError` for an empty list. */
  pick<T>(list: readonly T[]): T {
    for (const item of list.slice(this.below(list.length))) return item;
    throw new RangeError("Cannot pick from nothing");
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** An independent source: what is drawn from it does not shift what is drawn here. */
  fork(): Random {
    return new Random(this.below(2 ** 32));
  }
}
