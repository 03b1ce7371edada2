import { isValidElement, type VNode } from "preact";

/** @throws {TypeError} unless `value` is an element, or null for nothing */
export function assertElement(value: unknown): asserts value is VNode | null {
  if (value === null || isElement(value)) return;
  throw new TypeError(
    `Cannot render '${typeof value}': give an element or null`,
  );
}

function isElement(value: unknown): value is VNode {
  return typeof value === "object" && isValidElement(value);
}
