import { z } from "zod";
import { NAME_CODE_POINTS } from "../limits.ts";
import { line } from "./fields.ts";
import { check, type Parsed } from "./parsed.ts";

/** Reads a name from outside: trimmed text of bounded length without control characters, in NFKC. */
export function parseName(value: unknown): Parsed<string> {
  const parsed = check(personName, value, "Cannot use this name");
  return parsed.ok ? { ok: true, value: parsed.value } : parsed;
}

const personName = z.string()
  .transform((name) => name.normalize("NFKC"))
  .pipe(line(NAME_CODE_POINTS));
