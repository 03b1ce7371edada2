import { format } from "./message.ts";

type Mark = "-" | "+" | " ";
type Line = [mark: Mark, text: string];

/** The differences of two values, line by line: `-` is only in `actual`, `+` only in `expected`. Coloured if allowed. */
export function diff(actual: unknown, expected: unknown): string {
  const lines = compareLines(
    format(actual).split("\n"),
    format(expected).split("\n"),
  );
  return [
    "",
    "",
    "",
    "    [Diff] Actual / Expected",
    "",
    "",
    ...lines.map(print),
    "",
  ].join("\n");
}

/** Walks both texts side by side along their longest common subsequence. */
function compareLines(a: string[], b: string[]): Line[] {
  const common = commonLengths(a, b);
  const lines: Line[] = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push([" ", a[i++] ?? ""]);
      j++;
    } else if (
      j === b.length ||
      (i < a.length && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))
    ) {
      lines.push(["-", a[i++] ?? ""]);
    } else {
      lines.push(["+", b[j++] ?? ""]);
    }
  }
  return lines;
}

/** For each `i` and `j`: how many lines `a` from `i` on and `b` from `j` on can have in common, in order. */
function commonLengths(a: string[], b: string[]): Uint32Array[] {
  const lengths = Array.from(
    { length: a.length + 1 },
    () => new Uint32Array(b.length + 1),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const length = a[i] === b[j]
        ? lengthAt(lengths, i + 1, j + 1) + 1
        : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1));
      lengths[i]?.fill(length, j, j + 1);
    }
  }
  return lengths;
}

function lengthAt(lengths: Uint32Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

function print([mark, text]: Line): string {
  const line = `${mark}   ${text}`;
  if (mark === " " || Deno.noColor) return line;
  return mark === "-" ? `\x1b[31m${line}\x1b[39m` : `\x1b[32m${line}\x1b[39m`;
}
