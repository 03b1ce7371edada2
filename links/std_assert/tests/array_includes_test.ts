import { assertArrayIncludes } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

Deno.test("assertArrayIncludes() passes if every item is deeply in the array", () => {
  holds(
    () => assertArrayIncludes([1, 2, 3], [3, 1]),
    () => assertArrayIncludes([{ id: 1 }, { id: 2 }], [{ id: 2 }]),
  );
  holds(
    () => assertArrayIncludes([1], []),
    () => assertArrayIncludes(new Uint8Array([1, 2]), new Uint8Array([2])),
  );
});

Deno.test("assertArrayIncludes() fails if one item is missing", () => {
  breaks(
    () => assertArrayIncludes([1, 2], [1, 3]),
    () => assertArrayIncludes([{ id: 1 }], [{ id: 1, seq: 1 }]),
  );
  breaks(() => assertArrayIncludes<number>([], [1]));
  check(
    breaks(() => assertArrayIncludes([1], [2], "Members")).message.includes(
      "Members",
    ),
    "the given message",
  );
});
