import { assertExists } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

Deno.test("assertExists() passes for anything but null and undefined", () => {
  holds(
    () => assertExists(0),
    () => assertExists(""),
    () => assertExists(false),
    () => assertExists(NaN),
  );
  breaks(() => assertExists(null), () => assertExists(undefined));
  check(
    breaks(() => assertExists(null, "Session")).message.includes("Session"),
    "the given message",
  );
});

Deno.test("assertExists() narrows the type", () => {
  const first: string | undefined = ["a"].at(0);
  assertExists(first);
  check(first.length === 1, "a string");
});
