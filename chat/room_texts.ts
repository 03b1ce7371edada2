import { seqOf } from "./protocol.ts";
import { bytesOf, readSegmentAt, segmentsOf } from "./segment.ts";
import type { Key, Store, Transaction } from "./store.ts";

/** What a commit writes, at most. */
export interface Extent {
  checks: number;
  mutations: number;
  bytes: number;
}

/** What one commit reads and writes of a room's events, or of its messages. */
export class RoomTexts {
  readonly #store: Store;
  readonly #keyOf: (seq: number) => Key;
  /** By `seq`: all that was read or written. */
  readonly #texts = new Map<number, string>();
  /** By `seq`: which others stand in the same stored segment. */
  readonly #segments = new Map<number, readonly number[]>();
  readonly #reading = new Map<number, Promise<void>>();
  readonly #added: number[] = [];
  readonly #changed = new Set<readonly number[]>();
  readonly #extent: Extent;

  /** `keyOf` gives the key of a segment by its last `seq`. What will be written is added to `extent`, which others may share. */
  constructor(store: Store, keyOf: (seq: number) => Key, extent: Extent) {
    this.#store = store;
    this.#keyOf = keyOf;
    this.#extent = extent;
  }

  async read(seq: number): Promise<void> {
    if (!this.#texts.has(seq)) await this.#readAround(seq);
  }

  /** A text that was read or written. */
  get(seq: number): string | undefined {
    return this.#texts.get(seq);
  }

  /** Adds the text of the newest `seq`. */
  add(seq: number, text: string): void {
    this.#added.push(seq);
    this.#extent.mutations++;
    this.#put(seq, text);
  }

  /** Replaces a text that was read or added. */
  replace(seq: number, text: string): void {
    const segment = this.#segments.get(seq);
    if (segment && !this.#changed.has(segment)) {
      this.#changed.add(segment);
      // It may have to be parted.
      this.#extent.mutations += 2;
      for (const text of this.#textsOf(segment)) this.#count(text);
    }
    this.#put(seq, text);
  }

  /** What the commit must write. */
  get sets(): Transaction["sets"] {
    return [...this.#changed, this.#added].flatMap((seqs) =>
      segmentsOf(this.#textsOf(seqs)).map(({ last, bytes }) => ({
        key: this.#keyOf(last),
        value: bytes,
      }))
    );
  }

  #put(seq: number, text: string): void {
    this.#texts.set(seq, text);
    this.#count(text);
  }

  #count(text: string): void {
    this.#extent.bytes += bytesOf(text);
  }

  #textsOf(seqs: readonly number[]): string[] {
    return seqs.map((seq) => this.#texts.get(seq) ?? "");
  }

  #readAround(seq: number): Promise<void> {
    const reading = this.#reading.get(seq) ?? this.#readSegment(seq);
    this.#reading.set(seq, reading);
    return reading;
  }

  async #readSegment(seq: number): Promise<void> {
    this.#remember(await readSegmentAt(this.#store, this.#keyOf, seq));
  }

  /** Unless another read has brought the segment: its texts may have been replaced since. */
  #remember(texts: string[]): void {
    const segment = texts.map(seqOf);
    for (const [i, seq] of segment.entries()) {
      if (this.#texts.has(seq)) return;
      this.#texts.set(seq, texts[i] ?? "");
      this.#segments.set(seq, segment);
    }
  }
}
