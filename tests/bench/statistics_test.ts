import { assertEquals } from "@std/assert";
import type { Measurement } from "@/bench/figures.ts";
import { median, medians, ratio } from "@/bench/statistics.ts";

function runs(...values: (number | "invalid")[]): Measurement[] {
  return values.map((value) =>
    value === "invalid"
      ? { figures: { p99: 1_000_000 }, problems: ["lagged"] }
      : { figures: { p99: value }, problems: [] }
  );
}

Deno.test("median() takes the middle", () => {
  assertEquals(median([]), undefined);
  assertEquals(median([3]), 3);
  assertEquals(median([10, 1, 3]), 3);
  assertEquals(median([4, 1, 2, 100]), 3);
});

Deno.test("medians() leaves invalid runs out", () => {
  assertEquals(medians(runs(1, "invalid", 3, 2)), { p99: 2 });
  assertEquals(medians(runs("invalid")), {});
});

Deno.test("ratio() pairs the rounds", () => {
  assertEquals(ratio("p99", runs(1, 20, 300), runs(2, 40, 300)), 0.5);
  assertEquals(ratio("p99", runs(1, "invalid", 9), runs(2, 4, 3)), 1.75);
  assertEquals(ratio("p99", runs(1), runs("invalid")), undefined);
  assertEquals(ratio("p99", runs(1), runs(0)), undefined);
  assertEquals(ratio("p50", runs(1), runs(1)), undefined);
});
