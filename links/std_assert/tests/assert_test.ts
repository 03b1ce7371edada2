import { assert, assertFalse, AssertionError, fail } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

Deno.test("assert() passes for truthy values only", () => {
  holds(
    () => assert(true),
    () => assert(1),
    () => assert("0"),
    () => assert({}),
  );
  breaks(
    () => assert(false),
    () => assert(0),
    () => assert(""),
    () => assert(null),
    () => assert(NaN),
  );
});

Deno.test("assert() throws with the given message, or an empty one", () => {
  check(
    breaks(() => assert(false, "Not ready")).message === "Not ready",
    "the given message",
  );
  check(breaks(() => assert(false)).message === "", "an empty message");
});

Deno.test("assert() narrows the type", () => {
  const room: { name: string } | undefined = [{ name: "lobby" }].at(0);
  assert(room);
  check(room.name === "lobby", "a name");
});

Deno.test("assertFalse() passes for falsy values only", () => {
  holds(
    () => assertFalse(false),
    () => assertFalse(0),
    () => assertFalse(""),
    () => assertFalse(undefined),
  );
  breaks(
    () => assertFalse(true),
    () => assertFalse("false"),
    () => assertFalse([]),
  );
  check(
    breaks(() => assertFalse(1, "Still open")).message.includes("Still open"),
    "the given message",
  );
});

Deno.test("fail() never passes", () => {
  check(
    breaks(() => fail("x")).message === "Failed assertion: x",
    "the given message",
  );
  breaks(() => fail());
});

Deno.test("AssertionError is an Error with its own name, and takes a cause", () => {
  const cause = new Error("deeper");
  const error = new AssertionError("Broken", { cause });
  check(error instanceof Error, "an Error");
  check(
    error.name === "AssertionError" && error.message === "Broken" &&
      error.cause === cause,
    "all three",
  );
});
