import { z } from "zod";
import { NAME_CODE_POINTS } from "../limits.ts";
import { text } from "./fields.ts";
import { check, type Parsed } from "./parsed.ts";

/** Reads a name from outside: trimmed text of bounded length without control characters, in NFKC. */
export function parseName(value: unknown): Parsed<string> {
  const parsed = check(personName, value, "Cannot use this name");
  return parsed.ok ? { ok: true, value: parsed.value } : parsed;
}

const personName = z.string()
  // Bidirectional controls would let a name rearrange the line that it stands in.
  .transform((name) =>
    name.normalize("NFKC").replace(
      /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
      "",
    ).trim()
  )
  .pipe(
    text(NAME_CODE_POINTS)
      .refine(
        (name) => !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(name),
        "expected no control characters",
      )
      .refine(
        (name) => /[[\p{L}\p{N}\p{P}\p{S}]--\p{DI}--[\u2800]]/v.test(name),
        "expected something that can be seen",
      ),
  );
