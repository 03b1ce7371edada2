import { assertEquals, assertThrows } from "@std/assert";
import { clientFrame, FrameReader, OPCODE } from "@/bench/generator/frames.ts";

/** A frame as a server sends it. */
function serverFrame(length: number): Uint8Array {
  const payload = new Uint8Array(length).fill(7);
  if (length < 126) return Uint8Array.of(0x81, length, ...payload);
  if (length < 65_536) {
    return Uint8Array.of(0x81, 126, length >> 8, length & 255, ...payload);
  }
  const bytes = new Uint8Array(10 + length).fill(7);
  bytes.set([0x81, 127, 0, 0, 0, 0, 0, length >> 16, length >> 8, length]);
  return bytes;
}

Deno.test("FrameReader.read() finds the payload of every length", () => {
  const reader = new FrameReader();
  const cases: [length: number, header: number][] = [
    [0, 2],
    [125, 2],
    [126, 4],
    [65_535, 4],
    [65_536, 10],
    [70_000, 10],
  ];
  for (const [length, header] of cases) {
    const bytes = serverFrame(length);
    assertEquals(reader.read(bytes, 0, bytes.length), true, `${length}`);
    assertEquals(
      [reader.opcode, reader.start, reader.end],
      [OPCODE.text, header, header + length],
    );
  }
});

Deno.test("FrameReader.read() waits for a whole frame", () => {
  const reader = new FrameReader();
  for (const length of [5, 200]) {
    const bytes = serverFrame(length);
    for (let end = 0; end < bytes.length; end++) {
      assertEquals(reader.read(bytes, 0, end), false, `${length}, ${end}`);
    }
  }
});

Deno.test("FrameReader.read() starts where the last frame ended", () => {
  const reader = new FrameReader();
  const bytes = Uint8Array.of(...serverFrame(3), ...serverFrame(1));
  reader.read(bytes, 0, bytes.length);
  assertEquals(reader.read(bytes, reader.end, bytes.length), true);
  assertEquals([reader.start, reader.end], [7, 8]);
});

Deno.test("FrameReader.read() refuses fragments and masked frames", () => {
  const reader = new FrameReader();
  assertThrows(() => reader.read(Uint8Array.of(0x01, 0), 0, 2), Error, "whole");
  assertThrows(
    () => reader.read(Uint8Array.of(0x81, 0x80), 0, 2),
    Error,
    "unmasked",
  );
});

Deno.test("clientFrame() masks as RFC 6455, section 5.7, shows", () => {
  const hello = new TextEncoder().encode("Hello");
  assertEquals(
    clientFrame(OPCODE.text, hello, 0x37fa213d),
    // deno-fmt-ignore
    Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58),
  );
});

Deno.test("clientFrame() writes longer lengths", () => {
  const header = (
    length: number,
  ) => [...clientFrame(OPCODE.text, new Uint8Array(length), 0).subarray(0, 10)];
  assertEquals(header(300).slice(0, 4), [0x81, 0xfe, 1, 44]);
  assertEquals(header(70_000), [0x81, 0xff, 0, 0, 0, 0, 0, 1, 0x11, 0x70]);
});
