import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { SEGMENT_BYTES } from "@/chat/limits.ts";
import { bytesOf, segmentsOf, textsIn } from "@/chat/segment.ts";
import { toBytes } from "@/chat/text.ts";

function text(seq: number, body = ""): string {
  return JSON.stringify({ seq, body });
}

Deno.test("segmentsOf() keeps texts together, under the last one's seq", () => {
  const texts = [text(3), text(4, "two\nlines"), text(8)];
  const [segment, ...others] = segmentsOf(texts);
  assertEquals(others, []);
  assertEquals(segment?.last, 8);
  assertEquals(textsIn(segment?.bytes), texts);
});

Deno.test("segmentsOf() gives nothing for no texts", () => {
  assertEquals(segmentsOf([]), []);
});

Deno.test("segmentsOf() parts what is too large, and keeps what is larger than a segment alone", () => {
  const half = "ä".repeat(SEGMENT_BYTES / 4);
  const texts = [
    text(1),
    text(2, half),
    text(3, half + half),
    text(4),
    text(5),
  ];
  assertEquals(
    segmentsOf(texts).map(({ last, bytes }) => [last, textsIn(bytes).length]),
    [[2, 2], [3, 1], [5, 2]],
  );
});

Deno.test("segmentsOf() leaves an edit alone: it is rewritten when its message goes", () => {
  const edit = JSON.stringify({ type: "edit", room: "lobby", seq: 3 });
  assertEquals(
    segmentsOf([text(1), text(2), edit, text(4)]).map(({ last }) => last),
    [2, 3, 4],
  );
});

Deno.test("segmentsOf() loses nothing, and passes its size only with a single text", () => {
  const body = fc.string({ unit: "binary", maxLength: 3_000 });
  fc.assert(fc.property(fc.array(body), (bodies) => {
    const texts = bodies.map((body, i) => text(i + 1, body));
    const segments = segmentsOf(texts);
    assertEquals(segments.flatMap(({ bytes }) => textsIn(bytes)), texts);
    for (const { bytes } of segments) {
      const own = textsIn(bytes);
      const size = own.map(bytesOf).reduce((sum, one) => sum + one, 0);
      assertEquals(own.length === 1 || size <= SEGMENT_BYTES, true);
    }
  }));
});

Deno.test("textsIn() throws for what is no segment", () => {
  assertThrows(() => textsIn("text"), TypeError);
  assertThrows(() => textsIn(null), TypeError);
});

Deno.test("bytesOf() counts as UTF-8 does", () => {
  for (const one of ["", "a", "ä", "€", "👍", "a\u0000ß👨‍👩‍👧"]) {
    assertEquals(bytesOf(one), toBytes(one).length);
  }
});
