import { stripVTControlCharacters } from "node:util";
import { assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

Deno.test("assertEquals() passes for deeply equal values only", () => {
  holds(
    () => assertEquals({ a: [1] }, { a: [1] }),
    () => assertEquals(NaN, NaN),
    () => assertEquals(0, -0),
  );
  breaks(
    () => assertEquals({ a: [1] }, { a: [2] }),
    () => assertEquals<unknown>(1, "1"),
  );
});

Deno.test("assertEquals() tells { a: undefined } from {}", () => {
  breaks(() => assertEquals({ a: undefined }, {}));
});

Deno.test("assertEquals() shows the differences line by line", () => {
  const { message } = breaks(() =>
    assertEquals({ a: 1, b: 2 }, { a: 1, b: 3 })
  );
  const lines = stripVTControlCharacters(message).trimEnd().split("\n");
  const headline = [
    "Values are not equal.",
    "",
    "",
    "    [Diff] Actual / Expected",
    "",
    "",
  ];
  check(lines.slice(0, 6).join("\n") === headline.join("\n"), "the headline");
  check(lines.length === 11 && lines[6] === "    {", "the brace");
  check(
    lines[7] === "      a: 1," && lines[10] === "    }",
    "what is the same",
  );
  const [expected, actual] = lines.slice(8, 10).toSorted();
  check(expected === "+     b: 3," && actual === "-     b: 2,", "what differs");
});

Deno.test("assertEquals() names the given message first", () => {
  check(
    breaks(() => assertEquals(1, 2, "Seq")).message.startsWith(
      "Values are not equal: Seq\n",
    ),
    "the message",
  );
});

Deno.test("assertNotEquals() passes for values that are not deeply equal only", () => {
  holds(
    () => assertNotEquals({ a: 1 }, { a: 2 }),
    () => assertNotEquals<unknown>(1, "1"),
  );
  breaks(
    () => assertNotEquals({ a: 1 }, { a: 1 }),
    () => assertNotEquals(NaN, NaN),
  );
  check(
    breaks(() => assertNotEquals(1, 1, "Ids")).message.includes("Ids"),
    "the given message",
  );
});

Deno.test("assertStrictEquals() passes for the same value only", () => {
  const list = [1];
  holds(
    () => assertStrictEquals(list, list),
    () => assertStrictEquals(NaN, NaN),
    () => assertStrictEquals("a", "a"),
  );
  breaks(
    () => assertStrictEquals([1], [1]),
    () => assertStrictEquals(0, -0),
    () => assertStrictEquals(1, "1"),
  );
});

Deno.test("assertStrictEquals() says what was expected", () => {
  check(
    breaks(() => assertStrictEquals(1, 2)).message.startsWith(
      "Values are not strictly equal",
    ),
    "the headline",
  );
});

Deno.test("assertStrictEquals() narrows the type", () => {
  const answer: unknown = "pong";
  assertStrictEquals(answer, "pong");
  check(answer.length === 4, "a string");
});
