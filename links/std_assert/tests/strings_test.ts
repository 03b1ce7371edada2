import { assertMatch, assertStringIncludes } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

Deno.test("assertStringIncludes() passes if the text has the part", () => {
  holds(
    () => assertStringIncludes("hello", "ell"),
    () => assertStringIncludes("hello", ""),
  );
  breaks(
    () => assertStringIncludes("hello", "Ell"),
    () => assertStringIncludes("", "a"),
  );
  check(
    breaks(() => assertStringIncludes("a", "b", "Body")).message.includes(
      "Body",
    ),
    "the given message",
  );
});

Deno.test("assertMatch() passes if the pattern matches somewhere", () => {
  holds(() => assertMatch("id-42", /\d+/), () => assertMatch("ID", /id/i));
  breaks(() => assertMatch("id", /\d/), () => assertMatch("id-42", /^\d+$/));
  check(
    breaks(() => assertMatch("a", /b/, "Token")).message.includes("Token"),
    "the given message",
  );
});
