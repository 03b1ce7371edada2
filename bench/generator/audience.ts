import { Broadcast } from "./broadcast.ts";
import { Tally } from "./tally.ts";

/** Kept of what all rooms are sent, and at least of each: readers that are farther apart cost more, that is all. */
const KEPT_BYTES = 8 * 1024 * 1024;
const LEAST_BYTES = 64 * 1024;

/**
 * The readers of rooms. What one of them gets is usually, byte for byte, what another one in its room got before: then its frames need not be read
 * again. Their messages are counted, timed and checked nevertheless, each for each reader.
 */
export class Audience {
  readonly tally: Tally;
  readonly #broadcasts: Broadcast[];
  /** For each reader, the number of the frame that it should get next. It is only where to look: bytes decide. */
  readonly #places: Int32Array;

  /**
   * @param readers In each room.
   * @param writers In each room.
   * @param capacity How many bytes of each room are kept.
   */
  constructor(
    rooms: number,
    readers: number,
    writers: number,
    capacity = Math.max(LEAST_BYTES, Math.floor(KEPT_BYTES / rooms)),
  ) {
    this.tally = new Tally(rooms * readers, writers);
    this.#places = new Int32Array(rooms * readers);
    this.#broadcasts = Array.from(
      { length: rooms },
      () => new Broadcast(capacity),
    );
  }

  /** Takes the frames at `start` that others have got before, and gives how many bytes they are: 0 if there are none such. */
  takeKnown(
    reader: number,
    room: number,
    receivedAt: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const broadcast = this.#broadcasts[room]!;
    const place = this.#places[reader]!;
    const count = broadcast.matches(place, bytes, start, end);
    if (count === 0) return 0;
    this.tally.takeAgain(reader, room, receivedAt, broadcast, place, count);
    this.#places[reader] = place + count;
    return broadcast.length(place, count);
  }

  /** Takes one frame, with its header, and gives how many messages are in it. */
  take(
    reader: number,
    room: number,
    receivedAt: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const { tally } = this;
    const count = tally.take(reader, room, receivedAt, bytes, start, end);
    if (count > 0) this.#advance(reader, room, bytes, start, end);
    return count;
  }

  /** Who gets a frame that is not known makes it known; who gets another one than was expected stays where it is. */
  #advance(
    reader: number,
    room: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    const broadcast = this.#broadcasts[room]!;
    const place = this.#places[reader]!;
    if (place === broadcast.end) broadcast.append(bytes, start, end);
    else if (
      place >= broadcast.start &&
      broadcast.matches(place, bytes, start, end) !== 1
    ) return;
    this.#places[reader] = place + 1;
  }
}
