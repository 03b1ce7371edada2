import { assert, assertEquals, assertThrows } from "@std/assert";
import { axisOf } from "@/bench/report/axis.ts";
import { drawChart, spread } from "@/bench/report/chart.ts";

Deno.test("axisOf() starts and ends with round numbers around the values", () => {
  const cases: [values: number[], marks: string[]][] = [
    [[3, 40], ["2", "5", "10", "20", "50"]],
    [[10, 5000], ["10", "100", "1,000", "10,000"]],
    [[0.3], ["0.2", "0.5"]],
    [[1, 2], ["1", "2"]],
    [[1], ["1", "2"]],
  ];
  for (const [values, marks] of cases) {
    const { ticks } = axisOf(values, 0, 100);
    assertEquals(ticks.map(({ text }) => text), marks, `${values}`);
    assertEquals([ticks[0]?.at, ticks.at(-1)?.at], [0, 100]);
  }
});

Deno.test("axisOf() is logarithmic, in both directions", () => {
  assertEquals(axisOf([1, 10_000], 0, 400).place(100), 200);
  assertEquals(axisOf([1, 10_000], 400, 0).place(1000), 100);
});

Deno.test("axisOf() refuses what has no logarithm", () => {
  for (const values of [[0, 1], [-1], [NaN], []]) {
    assertThrows(() => axisOf(values, 0, 1), RangeError, "above 0");
  }
});

Deno.test("drawChart() draws each line through its points", () => {
  const svg = drawChart({
    title: "A < B & C",
    x: "readers",
    y: "µs",
    lines: [
      { title: "one", points: [{ x: 1, y: 1 }, { x: 100, y: 100 }] },
      { title: "two", points: [{ x: 1, y: 100 }, { x: 100, y: 1 }] },
    ],
  });
  assertEquals(svg.match(/<circle/g)?.length, 4);
  assert(svg.includes('d="M100 352L580 48"'), svg);
  assert(svg.includes('d="M100 48L580 352"'));
  assert(svg.includes("A &lt; B &amp; C"));
  assert(svg.endsWith("</svg>\n"));
});

Deno.test("drawChart() leaves what is nearly level nearly level", () => {
  const svg = drawChart({
    title: "",
    x: "",
    y: "",
    lines: [{ title: "", points: [{ x: 1, y: 100 }, { x: 10, y: 101 }] }],
  });
  const [, left, right] = svg.match(/M100 ([\d.]+)L580 ([\d.]+)/) ?? [];
  assert(Math.abs(Number(left) - Number(right)) < 5, `${left} ${right}`);
  assert(Number(left) > 100 && Number(left) < 300, left);
});

Deno.test("spread() keeps titles apart and in their order", () => {
  assertEquals(spread([100, 50, 102]), [100, 50, 118]);
  assertEquals(spread([10, 200]), [10, 200]);
});
