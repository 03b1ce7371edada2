import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Histogram } from "@/bench/generator/histogram.ts";

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

Deno.test("Histogram.quantile() is exact for small values", () => {
  const histogram = histogramOf(Array.from({ length: 100 }, (_, i) => i + 1));
  assertEquals(
    [0, 0.5, 0.99, 0.999, 1].map((share) => histogram.quantile(share)),
    [1, 50, 99, 100, 100],
  );
});

Deno.test("Histogram.quantile() is within a 128th of the true one", () => {
  const value = fc.integer({ min: 0, max: 2 ** 31 - 1 });
  const share = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), share, (values, share) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.ceil(share * sorted.length) - 1]!;
      const found = histogramOf(values).quantile(share);
      assert(
        found >= exact && found <= exact + exact / 128,
        `${found} ${exact}`,
      );
    }),
  );
});

Deno.test("Histogram takes odd values and forgets on reset()", () => {
  const histogram = histogramOf([-5, 2.9, 1e12]);
  assertEquals(histogram.quantile(0.3), 0);
  assertEquals(histogram.quantile(0.6), 2);
  assertEquals(histogram.max, 2 ** 31 - 1);
  histogram.reset();
  assertEquals([histogram.count, histogram.quantile(0.5)], [0, 0]);
});
