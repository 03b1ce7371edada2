import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { base64Url, toBytes, toText } from "@/chat/text.ts";

Deno.test("toText() gives back what toBytes() took", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assertEquals(toText(toBytes(text)), text);
    }),
    { examples: [["\ufeff"]] },
  );
});

for (const stored of [null, "text", 1, {}, [1], new Uint16Array(1)]) {
  Deno.test(`toText() throws for ${JSON.stringify(stored)}, which is not text`, () => {
    assertThrows(() => toText(stored), TypeError, "Expected stored text");
  });
}

Deno.test("base64Url() writes what may stand in an address, without padding", () => {
  assertEquals(base64Url(Uint8Array.of(0xfb, 0xff, 0xfe, 0x00)), "-__-AA");
});
