import { assert, assertEquals, assertThrows } from "@std/assert";
import { CURVES } from "@/bench/curves.ts";
import type { Measurement } from "@/bench/figures.ts";
import { chartOf } from "@/bench/report/curve_chart.ts";
import { fillPart, withResults } from "@/bench/report/document.ts";
import { chartPath, DOCUMENT, RESULTS } from "@/bench/report/publish.ts";
import type { Results } from "@/bench/results.ts";
import { SCENARIOS } from "@/bench/scenarios.ts";

const RUN: Measurement = { figures: { p50: 1.25 }, problems: [] };

function everything(): Results {
  return {
    date: "2000-01-01",
    machine: {
      cores: 2,
      memoryBytes: 2 ** 33,
      kernel: "Linux 6.1",
      versions: { deno: "2.0.0", ws: "8.0.0" },
      pinned: true,
    },
    rounds: 3,
    seconds: 5,
    scenarios: Object.fromEntries(
      SCENARIOS.map(({ name }) => [name, { confab: [RUN] }]),
    ),
    curves: Object.fromEntries(
      CURVES.map(({ name }) => [name, [{ line: "a line", x: 10, ...RUN }]]),
    ),
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("fillPart() replaces a part, as often as it is called", () => {
  const document = "a\n<!-- bench x -->\nold\n<!-- /bench x -->\nb\n";
  const once = fillPart(document, "x", "new");
  assert(once.startsWith("a\n<!-- bench x -->\n"));
  assert(once.endsWith("<!-- /bench x -->\nb\n"));
  assert(once.includes("\nnew\n") && !once.includes("old"));
  assertEquals(fillPart(once, "x", "new"), once);
});

Deno.test("fillPart() throws for a part that is not there", () => {
  assertThrows(() => fillPart("", "x", ""), Error, "'<!-- bench x -->'");
});

Deno.test("withResults() has a place for all that is measured", async () => {
  const document = withResults(
    await Deno.readTextFile(DOCUMENT),
    everything(),
  );
  const tables = document.match(/^\| Confab \| 1\.25 \|/gm) ?? [];
  assertEquals(tables.length, SCENARIOS.length);
  for (const { name } of CURVES) {
    assert(document.includes(`(performance/${name}.svg)`), name);
  }
  assert(document.includes("2 cores, 8 GiB of memory, Linux 6.1"));
});

Deno.test("The document and the charts say what the results say", async () => {
  const text = await textOf(RESULTS);
  if (text === undefined) return;
  const results: Results = JSON.parse(text);
  const document = await Deno.readTextFile(DOCUMENT);
  assertEquals(withResults(document, results), document);
  for (const curve of CURVES) {
    const points = results.curves[curve.name] ?? [];
    assertEquals(
      await Deno.readTextFile(chartPath(curve.name)),
      chartOf(curve, points),
    );
  }
});
