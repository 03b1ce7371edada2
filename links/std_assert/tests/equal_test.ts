import { equal } from "@std/assert";
import { check } from "./outcome.ts";

function expectEqual(...pairs: [unknown, unknown][]): void {
  for (const [a, b] of pairs) {
    check(
      equal(a, b) && equal(b, a),
      `${Deno.inspect(a)} equals ${Deno.inspect(b)}`,
    );
  }
}

function expectDifferent(...pairs: [unknown, unknown][]): void {
  for (const [a, b] of pairs) {
    check(
      !equal(a, b) && !equal(b, a),
      `${Deno.inspect(a)} differs from ${Deno.inspect(b)}`,
    );
  }
}

Deno.test("equal() compares primitives by value, NaN and -0 included", () => {
  expectEqual([1, 1], ["a", "a"], [NaN, NaN], [0, -0], [null, null], [1n, 1n]);
  expectDifferent([1, 2], [1, "1"], [1, 1n], [null, undefined], [0, false], [
    "",
    false,
  ]);
});

Deno.test("equal() compares properties deeply, whatever their order", () => {
  expectEqual([{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }]);
  expectDifferent(
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{}, null],
  );
});

Deno.test("equal() tells a property that is undefined from one that is missing", () => {
  expectDifferent([{ a: undefined }, {}], [{ a: undefined }, { b: undefined }]);
});

Deno.test("equal() compares symbol keys", () => {
  const key = Symbol("key");
  expectEqual([{ [key]: 1 }, { [key]: 1 }]);
  expectDifferent([{ [key]: 1 }, { [key]: 2 }]);
});

Deno.test("equal() compares arrays by order and length", () => {
  expectEqual([[1, [2]], [1, [2]]]);
  expectDifferent([[1, 2], [2, 1]], [[1], [1, 2]], [[], {}]);
});

Deno.test("equal() takes an object without prototype for a plain one", () => {
  const bare = Object.assign(Object.create(null), { a: 1 });
  expectEqual([bare, { a: 1 }]);
});

Deno.test("equal() tells a class instance from a plain object", () => {
  class Point {
    constructor(readonly x: number) {}
  }
  expectEqual([new Point(1), new Point(1)]);
  expectDifferent([new Point(1), { x: 1 }], [new Point(1), new Point(2)]);
});

Deno.test("equal() compares dates by time", () => {
  expectEqual([new Date(1000), new Date(1000)]);
  expectDifferent([new Date(1000), new Date(1001)], [new Date(1000), 1000]);
});

Deno.test("equal() compares sets and maps in any order", () => {
  expectEqual([new Set([1, 2]), new Set([2, 1])], [
    new Set([{ a: 1 }, { a: 2 }]),
    new Set([{ a: 2 }, { a: 1 }]),
  ]);
  expectDifferent(
    [new Set([1]), new Set([2])],
    [new Set([1]), new Set([1, 2])],
    [new Set([1]), [1]],
  );
  expectEqual([new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])]);
  expectEqual([
    new Map([[{ k: 1 }, { v: 1 }]]),
    new Map([[{ k: 1 }, { v: 1 }]]),
  ]);
  expectDifferent([new Map([["a", 1]]), new Map([["a", 2]])], [
    new Map([["a", 1]]),
    new Map([["b", 1]]),
  ]);
});

Deno.test("equal() compares URLs and regular expressions by text", () => {
  expectEqual([new URL("http://a/b"), new URL("http://a/b")], [/a/g, /a/g]);
  expectDifferent(
    [new URL("http://a/b"), new URL("http://a/c")],
    [/a/g, /a/i],
    [/a/, /b/],
  );
});

Deno.test("equal() compares functions by identity", () => {
  const double = (n: number) => 2 * n;
  expectEqual([double, double]);
  expectDifferent([() => 1, () => 1]);
});

Deno.test("equal() compares typed arrays by content", () => {
  expectEqual([new Uint8Array([1, 2]), new Uint8Array([1, 2])]);
  expectDifferent([new Uint8Array([1, 2]), new Uint8Array([1, 3])], [
    new Uint8Array(1),
    new Uint8Array(2),
  ]);
  expectDifferent([new Uint8Array([1]), new Int8Array([1])]);
});

Deno.test("equal() comes to an end on values that contain themselves", () => {
  const loop = (name: string) => {
    const node: { name: string; self?: unknown } = { name };
    node.self = node;
    return node;
  };
  expectEqual([loop("a"), loop("a")]);
  expectDifferent([loop("a"), loop("b")]);
});
