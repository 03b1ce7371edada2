import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { parseName } from "@/chat/protocol.ts";
import { skeletonOf } from "@/chat/skeleton.ts";

const lookalikes: [what: string, one: string, other: string][] = [
  ["a Cyrillic letter", "Ada", "Аda"],
  ["a whole word in Cyrillic", "Paypal", "Раураl"],
  ["a Greek capital", "Ada", "Αda"],
  ["the case", "Ada", "aDA"],
  ["a capital I for a small L", "Bill", "BiIl"],
  ["a one for a small L", "Bill", "Bi1l"],
  ["a zero for an O", "Bob", "B0b"],
  ["r and n for an m", "Sam", "Sarn"],
  ["white space", "Ada Lovelace", "Ada\u00a0 \tLovelace"],
  ["an invisible character", "Ada", "A\u200bda"],
  ["its composition", "Zoë", "Zoe\u0308"],
  ["its width", "Ada", "Ａｄａ"],
];
for (const [what, one, other] of lookalikes) {
  Deno.test(`skeletonOf() overlooks ${what}`, () => {
    assertEquals(skeletonOf(one), skeletonOf(normal(other)));
  });
}

/** As a name is taken at the door. */
function normal(name: string): string {
  return name.normalize("NFKC");
}

const different = [
  ["Ada", "Ada 2"],
  ["Ada", "Adam"],
  ["Zoe", "Zoë"],
  ["Guest 4821", "Guest 4812"],
  ["李明", "李红"],
  ["Иван", "Иванка"],
  ["🐱", "🐶"],
];
for (const [one = "", other = ""] of different) {
  Deno.test(`skeletonOf() tells '${one}' from '${other}'`, () => {
    assertNotEquals(skeletonOf(one), skeletonOf(other));
  });
}

Deno.test("skeletonOf() leaves something of every name, that fits a key", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
      const name = parseName(text);
      if (!name.ok) return;
      const { length } = new TextEncoder().encode(skeletonOf(name.value));
      assertEquals(length > 0 && length < 2_000, true);
    }),
  );
});
