import { assert } from "@std/assert";
import { isSlug } from "@/chat/protocol.ts";

Deno.test("isSlug() holds for what may name a room", () => {
  for (const slug of ["a", "lobby", "0", "a-", "a".repeat(63)]) {
    assert(isSlug(slug), slug);
  }
  for (
    const slug of [
      "",
      "-",
      "A",
      "a_b",
      "ä",
      "a\n",
      "a".repeat(64),
      "constructor ",
    ]
  ) {
    assert(!isSlug(slug), slug);
  }
});
