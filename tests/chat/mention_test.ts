import { assertEquals } from "@std/assert";
import { isNamed } from "@/chat/mention.ts";

const CASES: [name: string, text: string, named: boolean][] = [
  ["Ada", "@Ada", true],
  ["Ada", "Hello (@ada)!", true],
  ["Ada", "Ada, are you there?", false],
  ["Ada", "@Adam", false],
  ["Ada", "@Adam, not @ada", true],
  ["Ada", "mail@ada.example", false],
  ["Ada", "@ada_2", false],
  ["Bo Ek", "thanks @bo ek.", true],
  ["Zoë", "@zoe\u0308", true],
  ["Zoë", "@zo", false],
  ["a.b", "@axb", false],
  ["李", "@李 你好", true],
];

for (const [name, text, named] of CASES) {
  Deno.test(`isNamed() says ${named} of ${name} in ${JSON.stringify(text)}`, () => {
    assertEquals(isNamed(name, text), named);
  });
}
