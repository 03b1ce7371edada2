import { assertEquals } from "@std/assert";
import { MARKS_PER_LETTER, NAME_CODE_POINTS } from "@/chat/limits.ts";
import { parseName } from "@/chat/protocol.ts";
import { refusedWith } from "../refused_with.ts";

/** A mark that NFKC composes with none of the letters here. */
const mark = "\u0310";
const most = mark.repeat(MARKS_PER_LETTER);

const names: [what: string, given: string, kept: string][] = [
  ["a name as it is", "Ann", "Ann"],
  ["a name without the white space around it", "  Ann \n", "Ann"],
  ["a name in any script", "Жанна 漢字 😀", "Жанна 漢字 😀"],
  ["a name in its compatible composition", "Ａｎｎ ｅ\u0301", "Ann é"],
  ["a name without bidirectional controls", "A\u202en\u2066n\u200f", "Ann"],
  ["the most marks on each letter", `A${most}n${most}`, `A${most}n${most}`],
  [
    "no more marks on a letter",
    `A${most}${mark}n${most}${mark}`,
    `A${most}n${most}`,
  ],
  [
    "no more marks for something invisible between them",
    `A\u200d${`${mark}\u200d`.repeat(15)}n`,
    `A${`\u200d${mark}`.repeat(MARKS_PER_LETTER)}n`,
  ],
  [
    "the longest name",
    "😀".repeat(NAME_CODE_POINTS),
    "😀".repeat(NAME_CODE_POINTS),
  ],
];
for (const [what, given, kept] of names) {
  Deno.test(`parseName() keeps ${what}`, () => {
    assertEquals(parseName(given), { ok: true, value: kept });
  });
}

const badNames: [string, unknown][] = [
  ["nothing", ""],
  ["white space", " \t\u3000"],
  ["bidirectional controls alone", "\u202e\u2066"],
  ["NUL", "A\0nn"],
  ["a control character", "A\u0007nn"],
  ["a line's end", "A\nnn"],
  ["a line separator", "A\u2028nn"],
  ["half a surrogate pair", "A\ud800nn"],
  ["private characters", "A\ue000nn"],
  ["what no eye can see", "\u200b\u2060\u00ad"],
  ["letters that are blank", "\u3164\u115f"],
  ["a blank of Braille", "\u2800"],
  ["a number", 5],
  ["null", null],
  ["an object", { toString: () => "Ann" }],
];
for (const [what, given] of badNames) {
  Deno.test(`parseName() refuses ${what}`, () => {
    refusedWith("bad_packet", parseName(given));
  });
}

Deno.test("parseName() refuses a name that is too long, also once it is composed", () => {
  refusedWith("too_long", parseName("a".repeat(NAME_CODE_POINTS + 1)));
  // One ligature becomes eighteen letters.
  refusedWith("too_long", parseName("\ufdfa".repeat(3)));
});
