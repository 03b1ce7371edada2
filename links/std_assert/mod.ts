/**
 * Assertions for tests: a stand-in for the part of `jsr:@std/assert` that Confab uses.
 *
 * Every assertion takes an optional message of one's own as its last argument and throws an {@linkcode AssertionError}.
 *
 * @module
 */
export * from "./array_includes.ts";
export * from "./assert.ts";
export * from "./assertion_error.ts";
export * from "./compare.ts";
export * from "./equal.ts";
export * from "./equals.ts";
export * from "./exists.ts";
export * from "./instance_of.ts";
export * from "./object_match.ts";
export * from "./rejects.ts";
export * from "./strict_equals.ts";
export * from "./strings.ts";
export * from "./throws.ts";
