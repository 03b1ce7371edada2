import {
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertLessOrEqual,
} from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

Deno.test("assertGreater() passes for a greater value only", () => {
  holds(
    () => assertGreater(2, 1),
    () => assertGreater("b", "a"),
    () => assertGreater(2n, 1n),
  );
  breaks(
    () => assertGreater(1, 1),
    () => assertGreater(1, 2),
    () => assertGreater(NaN, 1),
  );
});

Deno.test("assertGreaterOrEqual() passes for a greater or equal value only", () => {
  holds(() => assertGreaterOrEqual(2, 1), () => assertGreaterOrEqual(1, 1));
  breaks(() => assertGreaterOrEqual(1, 2), () => assertGreaterOrEqual(NaN, 1));
});

Deno.test("assertLess() passes for a smaller value only", () => {
  holds(() => assertLess(1, 2), () => assertLess(new Date(1), new Date(2)));
  breaks(
    () => assertLess(1, 1),
    () => assertLess(2, 1),
    () => assertLess(NaN, 1),
  );
});

Deno.test("assertLessOrEqual() passes for a smaller or equal value only", () => {
  holds(() => assertLessOrEqual(1, 2), () => assertLessOrEqual(1, 1));
  breaks(() => assertLessOrEqual(2, 1), () => assertLessOrEqual(NaN, 1));
});

Deno.test("a comparison that does not hold names both sides", () => {
  check(
    breaks(() => assertGreater(1, 2)).message.startsWith("Expect 1 > 2"),
    "the comparison",
  );
});
