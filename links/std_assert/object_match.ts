import { equal } from "./equal.ts";
import { assertEquals } from "./equals.ts";

/**
 * Passes if `actual` has everything that `expected` has, deeply; what `actual` has beyond that does not matter.
 *
 * Of an array, as many items as `expected` has are looked at; of a `Set` or `Map`, the same values or keys. What
 * `expected` says of a class instance, `Date` and the like has to be equal as a whole. It may not contain itself.
 */
export function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  assertEquals<unknown>(part(actual, expected), expected, msg);
}

/** The part of `actual` that `expected` speaks of, so that a failure shows no differences but the asked ones. */
function part(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return commonItems(actual, expected);
  }
  if (actual instanceof Map && expected instanceof Map) {
    return commonEntries(actual, expected);
  }
  if (actual instanceof Set && expected instanceof Set) {
    return commonMembers(actual, expected);
  }
  if (isObject(actual) && isObject(expected) && isPlain(expected)) {
    return commonProperties(actual, expected);
  }
  return actual;
}

function commonItems(actual: unknown[], expected: unknown[]): unknown[] {
  return actual.slice(0, expected.length).map((item, i) =>
    part(item, expected[i])
  );
}

function commonEntries(
  actual: Map<unknown, unknown>,
  expected: Map<unknown, unknown>,
): Map<unknown, unknown> {
  const common = [...actual].filter(([key]) => expected.has(key));
  return new Map(
    common.map(([key, value]) => [key, part(value, expected.get(key))]),
  );
}

function commonMembers(
  actual: Set<unknown>,
  expected: Set<unknown>,
): Set<unknown> {
  const wanted = [...expected];
  return new Set(
    [...actual].filter((member) =>
      wanted.some((other) => equal(member, other))
    ),
  );
}

function commonProperties(
  actual: Properties,
  expected: Properties,
): Properties {
  const common: Properties = {};
  for (const key of Reflect.ownKeys({ ...expected })) {
    if (Object.hasOwn(actual, key)) {
      common[key] = part(actual[key], expected[key]);
    }
  }
  return common;
}

type Properties = Record<PropertyKey, unknown>;

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
