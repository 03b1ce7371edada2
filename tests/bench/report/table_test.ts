import { assertEquals } from "@std/assert";
import { three } from "@/bench/report/numbers.ts";
import { tableOf } from "@/bench/report/table.ts";
import type { Scenario } from "@/bench/scenarios.ts";

const SCENARIO: Scenario = {
  name: "fan-out",
  title: "",
  peers: ["confab", "bun", "ws"],
  figure: "deliveriesPerSecond",
};

Deno.test("tableOf() shows medians, ratios and what was invalid", () => {
  const run = (deliveriesPerSecond: number, problems: string[] = []) => ({
    figures: { deliveriesPerSecond, generatorCpu: 0.25 },
    problems,
  });
  const table = tableOf(SCENARIO, {
    confab: [run(3000), run(1000)],
    bun: [run(1500), run(800)],
    ws: [run(10, ["slow"]), run(20, ["slow"])],
  });
  assertEquals(table.split("\n"), [
    "|  | deliveries/s | generator CPU | Confab's deliveries/s |",
    "| --- | --: | --: | --: |",
    "| Confab | 2,000 | 25 % |  |",
    "| Bun publish | 1,150 | 25 % | 1.63× |",
    "| ws (Node) (2 of 2 rounds invalid) | – | – | – |",
  ]);
});

Deno.test("three() keeps three digits that count", () => {
  assertEquals(
    [0.012345, 1.005, 12.34, 99.96, 123.4, 12_345].map(three),
    ["0.0123", "1", "12.3", "100", "123", "12,345"],
  );
});
