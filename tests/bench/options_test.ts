import { assertEquals, assertThrows } from "@std/assert";
import { optionsOf } from "@/bench/options.ts";
import { PEERS } from "@/bench/peers.ts";

Deno.test("optionsOf() measures everything by default", () => {
  const { scenarios, peers, rounds, seconds, complete } = optionsOf([]);
  assertEquals(scenarios.includes("fan-out"), true);
  assertEquals(scenarios.includes("by-history"), true);
  assertEquals(peers, PEERS);
  assertEquals([rounds, seconds, complete], [3, 5, true]);
});

Deno.test("optionsOf() reads each option", () => {
  const options = optionsOf([
    "--scenario=idle",
    "--peer=socket.io",
    "--rounds=7",
    "--seconds=0.5",
  ]);
  assertEquals(options.scenarios, ["idle"]);
  assertEquals(options.peers, ["socket.io"]);
  assertEquals([options.rounds, options.seconds], [7, 0.5]);
  assertEquals(options.complete, false);
});

Deno.test("optionsOf() does less in a quick run, unless told", () => {
  const { rounds, seconds, quick, complete } = optionsOf([
    "--quick",
    "--rounds=2",
  ]);
  assertEquals([rounds, seconds, quick, complete], [2, 2, true, false]);
});

Deno.test("optionsOf() says what would be right", () => {
  const cases: [arg: string, expected: string][] = [
    ["--scenario=x", "expected one of fan-out, quiet-rooms"],
    ["--peer=node", "expected one of confab, bun"],
    ["--rounds=0", "expected a number from 1 to 99"],
    ["--seconds=0", "expected a number above 0"],
    ["--seconds=x", "expected a number above 0"],
    ["--fast", "expected --scenario=NAME"],
    ["fan-out", "expected --scenario=NAME"],
  ];
  for (const [arg, expected] of cases) {
    assertThrows(() => optionsOf([arg]), TypeError, `Cannot use '${arg}'`);
    assertThrows(() => optionsOf([arg]), TypeError, expected);
  }
});
