import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { clientFrame, FrameReader, OPCODE } from "./frames.ts";

/** A server's frame: a client's without mask. */
function serverFrame(payload: Uint8Array<ArrayBuffer>) {
  const frame = clientFrame(OPCODE.text, payload);
  const head = frame.slice(0, frame.length - payload.length - 4);
  head[1] = (head[1] ?? 0) & 0x7f;
  return [...head, ...payload];
}

Deno.test("FrameReader.take() puts frames together from pieces of any size", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 1, 125, 126, 65_535, 65_536), {
        maxLength: 3,
      }),
      fc.integer({ min: 1, max: 70_000 }),
      (sizes, piece) => {
        const payloads = sizes.map((size, i) => new Uint8Array(size).fill(i));
        const bytes = Uint8Array.from(payloads.flatMap(serverFrame));
        const reader = new FrameReader();
        const frames = [];
        for (let at = 0; at < bytes.length; at += piece) {
          frames.push(...reader.take(bytes.slice(at, at + piece)));
        }
        assertEquals(
          frames,
          payloads.map((payload) => ({ opcode: OPCODE.text, payload })),
        );
      },
    ),
    { numRuns: 15 },
  );
});

Deno.test("FrameReader.take() refuses what no server of ours sends", () => {
  const fragment = Uint8Array.of(0x01, 0x01, 0x61);
  const masked = Uint8Array.of(0x81, 0x81, 0, 0, 0, 0, 0x61);
  for (const frame of [fragment, masked]) {
    assertThrows(() => new FrameReader().take(frame), TypeError);
  }
});
