import { z } from "zod";
import { BODY_CODE_POINTS, EMOJI_LENGTH, MARKS_PER_LETTER } from "../limits.ts";

/** A room's name. */
export const slug = z.string().regex(
  /^[a-z0-9][a-z0-9-]{0,62}$/,
  "expected 1 to 63 of a-z, 0-9 and '-', not starting with '-'",
);
/** True if the text can be a room's name in an address. */
export function isSlug(value: string): boolean {
  return slug.safeParse(value).success;
}

/** What a client calls a command of its own. */
export const commandId = z.string().regex(
  /^[A-Za-z0-9_-]{1,64}$/,
  "expected 1 to 64 of A-Z, a-z, 0-9, '_' and '-'",
);
/** The number of an event in its room. */
export const seq = z.int().min(1, "expected a whole number from 1");

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function fits(text: string, most: number): boolean {
  return text.length <= most || codePoints(text) <= most;
}

/** Text from outside: well-formed (a lone surrogate has no UTF-8), not blank, bounded. */
export function text(most: number) {
  return z.string()
    .refine(
      (value) => value.isWellFormed(),
      "expected text without lone surrogates",
    )
    .refine((value) => value.trim() !== "", "expected more than white space")
    .refine((value) => fits(value, most), {
      message: `expected at most ${most.toLocaleString("en")} code points`,
      params: { code: "too_long" },
    })
    // A document tells what it can of the above: JSON Schema, too, counts code points.
    .meta({
      description: "Without lone surrogates",
      maxLength: most,
      pattern: "\\S",
    });
}

/** What would let a name rearrange the line that it stands in. */
const BIDIRECTIONAL_CONTROLS =
  /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
/** The most marks on a letter, and what follows them; an invisible character between two marks ends no letter. Tried once for each letter, so that long ones cost no more. */
const TOO_MANY_MARKS = new RegExp(
  `(?<![\\p{M}\\p{Cf}])((?:\\p{Cf}*\\p{M}){${MARKS_PER_LETTER}})[\\p{M}\\p{Cf}]+`,
  "gu",
);

/** What stands in a line of the page as its own: a name, a title. Trimmed text that can be seen, does not leave its line and does not turn it around. */
export function line(most: number) {
  return z.string()
    .transform((value) =>
      value.replace(BIDIRECTIONAL_CONTROLS, "")
        .replace(TOO_MANY_MARKS, "$1").trim()
    )
    .pipe(
      text(most)
        .refine(
          (value) => !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(value),
          "expected no control characters",
        )
        .refine(
          (value) => /[[\p{L}\p{N}\p{P}\p{S}]--\p{DI}--[\u2800]]/v.test(value),
          "expected something that can be seen",
        ),
    );
}

/** What a message says. */
export const body = text(BODY_CODE_POINTS);
/** A reaction. */
export const emoji = z.string().max(EMOJI_LENGTH)
  .refine(isOneEmoji, "expected a single emoji")
  .describe(
    `A single emoji (\`RGI_Emoji\` of Unicode), of at most ${EMOJI_LENGTH} UTF-16 code units`,
  );

function isOneEmoji(value: string): boolean {
  return /^\p{RGI_Emoji}$/v.test(value);
}
