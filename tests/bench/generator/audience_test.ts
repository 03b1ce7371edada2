import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Audience } from "@/bench/generator/audience.ts";
import { FrameReader } from "@/bench/generator/frames.ts";
import { messageText } from "@/bench/generator/message_text.ts";
import { Tally } from "@/bench/generator/tally.ts";

type Message = [writer: number, number: number];
/** What a reader is sent: frames of messages each. */
type Stream = Message[][];

const RECEIVED_AT = 3000;

/** A frame as a server sends it. */
function frame(messages: Message[]): Uint8Array {
  const text = messages
    .map(([writer, number]) => messageText(writer, number, 1000 + number, 64))
    .join(`",${" ".repeat(40)}"`);
  const payload = new TextEncoder().encode(`{"text":"${text}"}`);
  const { length } = payload;
  return Uint8Array.of(0x81, 126, length >> 8, length & 255, ...payload);
}

function bytesOf(stream: Stream): Uint8Array {
  return Uint8Array.from(stream.flatMap((each) => [...frame(each)]));
}

/** Somebody in room 0 who is given bytes in pieces of any size, as by a socket. */
class Reader {
  /** Bytes that did not have to be read. */
  known = 0;
  readonly #frames = new FrameReader();
  readonly #audience: Audience;
  readonly #index: number;
  #rest: number[] = [];

  constructor(audience: Audience, index: number) {
    this.#audience = audience;
    this.#index = index;
  }

  receive(piece: Uint8Array): void {
    const bytes = Uint8Array.of(...this.#rest, ...piece);
    const end = bytes.length;
    const who = [this.#index, 0, RECEIVED_AT] as const;
    let at = this.#audience.takeKnown(...who, bytes, 0, end);
    this.known += at;
    while (this.#frames.read(bytes, at, end)) {
      at = this.#frames.end;
      this.#audience.take(...who, bytes, this.#frames.begin, at);
    }
    this.#rest = [...bytes.subarray(at)];
  }
}

/** Lets two readers have a stream each, one after the other, and gives what was misplaced with the second one. */
function misplacedOfSecond(first: Stream, second: Stream) {
  const audience = new Audience(1, 2, 2);
  const [ahead, behind] = [0, 1].map((index) => new Reader(audience, index));
  ahead!.receive(bytesOf(first));
  const before = audience.tally.misplaced;
  behind!.receive(bytesOf(second));
  return {
    misplaced: audience.tally.misplaced - before,
    known: behind!.known > 0,
  };
}

const RIGHT: Stream = [[[0, 0]], [[1, 0]], [[0, 1]], [[0, 2]]];
const WRONG: Record<string, Stream> = {
  gap: RIGHT.filter((_, i) => i !== 2),
  repeat: RIGHT.flatMap((each, i) => i === 2 ? [each, each] : [each]),
  swap: [0, 1, 3, 2].map((i) => RIGHT[i]!),
  "other room": [...RIGHT, [[2, 0]]],
};

Deno.test("Audience notices what is wrong with bytes that all get alike", () => {
  for (const [name, stream] of Object.entries(WRONG)) {
    const { misplaced, known } = misplacedOfSecond(stream, stream);
    assertEquals(
      { known, wrong: misplaced > 0 },
      { known: true, wrong: true },
      name,
    );
  }
});

Deno.test("Audience notices what is wrong for one reader only", () => {
  for (const [name, stream] of Object.entries(WRONG)) {
    assertEquals(misplacedOfSecond(RIGHT, stream).misplaced > 0, true, name);
  }
});

Deno.test("Audience notices known frames that come again or not at all", () => {
  const cases: [name: string, pieces: [from: number, to: number][]][] = [
    ["again", [[0, 2], [0, 2]]],
    ["not at all", [[0, 2], [3, 4]]],
  ];
  for (const [name, pieces] of cases) {
    const audience = new Audience(1, 2, 2);
    new Reader(audience, 0).receive(bytesOf(RIGHT));
    const reader = new Reader(audience, 1);
    for (const [from, to] of pieces) {
      reader.receive(bytesOf(RIGHT.slice(from, to)));
    }
    assertEquals(audience.tally.misplaced > 0, true, name);
  }
});

Deno.test("Audience counts a right stream once for each reader", () => {
  const audience = new Audience(1, 3, 2);
  const readers = [0, 1, 2].map((index) => new Reader(audience, index));
  for (const part of [RIGHT.slice(0, 3), RIGHT.slice(3)]) {
    for (const reader of readers) reader.receive(bytesOf(part));
  }
  const { deliveries, frames, misplaced } = audience.tally;
  assertEquals({ deliveries, frames, misplaced }, {
    deliveries: 12,
    frames: 12,
    misplaced: 0,
  });
  assertEquals(audience.tally.echoes(2, 0), 3);
  assertEquals(audience.tally.latency.quantile(1), RECEIVED_AT - 1000);
  const size = bytesOf(RIGHT).length;
  assertEquals(readers.map(({ known }) => known), [0, size, size]);
});

Deno.test("Audience goes on when it has to forget", () => {
  const audience = new Audience(1, 2, 2, 1000);
  const [ahead, behind] = [0, 1].map((index) => new Reader(audience, index));
  for (let number = 0; number < 300; number += 3) {
    const stream: Stream = [0, 1, 2].map((i) => [[0, number + i]]);
    ahead!.receive(bytesOf(stream));
    behind!.receive(bytesOf(stream));
  }
  assertEquals(audience.tally.misplaced, 0);
  assertEquals(audience.tally.deliveries, 600);
  // All but those that were forgotten just before.
  assertEquals(behind!.known > bytesOf([[[0, 0]]]).length * 200, true);
});

const message = fc.tuple(fc.nat(2), fc.nat(2));
const frames = fc.array(fc.array(message, { maxLength: 3 }), { maxLength: 12 });
/** What a reader gets, if not what all get, and where it is cut. */
const SOME = fc.record({
  own: fc.option(frames),
  cuts: fc.array(fc.nat(2000), { maxLength: 6 }),
});

function piecesOf(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const ends = [...cuts, bytes.length]
    .map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

/** Everything that a tally knows. */
function figuresOf(tally: Tally, readers: number) {
  const { deliveries, frames, misplaced, latency } = tally;
  const echoes = Array.from(
    { length: readers },
    (_, reader) => [0, 1].map((writer) => tally.echoes(reader, writer)),
  );
  const quantiles = [0, 0.5, 1].map((share) => latency.quantile(share));
  return { deliveries, frames, misplaced, echoes, quantiles };
}

Deno.test("Audience finds what reading every byte finds", () => {
  const capacity = fc.constantFrom(100, 300, 1000, 100_000);
  const readers = fc.array(SOME, { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(frames, readers, capacity, (shared, all, capacity) => {
    const audience = new Audience(1, all.length, 2, capacity);
    const plain = new Tally(all.length, 2);
    const queues = all.map(({ own, cuts }, index) => {
      const stream = own ?? shared;
      for (const each of stream) {
        const bytes = frame(each);
        plain.take(index, 0, RECEIVED_AT, bytes, 0, bytes.length);
      }
      const reader = new Reader(audience, index);
      return { reader, pieces: piecesOf(bytesOf(stream), cuts) };
    });
    // Piece by piece in turn, so that now one is ahead and now another one.
    for (let turn = 0; turn <= 6; turn++) {
      for (const { reader, pieces } of queues) {
        const piece = pieces[turn];
        if (piece !== undefined) reader.receive(piece);
      }
    }
    const found = figuresOf(audience.tally, all.length);
    assertEquals(found, figuresOf(plain, all.length));
  }));
});
