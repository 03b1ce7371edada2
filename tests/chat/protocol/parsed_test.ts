import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { parseFrame, parseOne, post } from "./parsing.ts";

Deno.test("parseFrame() names the command and the room that an error answers", () => {
  assertObjectMatch(parseOne({ ...post, body: "" }), {
    ok: false,
    error: { id: "a", room: "lobby" },
  });
});

Deno.test("parseFrame() repeats no id and no room that are not well-formed themselves", () => {
  const parsed = parseOne({ ...post, id: "<b>", room: "__proto__" });
  assert(!parsed.ok);
  assertEquals([parsed.error.id, parsed.error.room], [undefined, undefined]);
});

Deno.test("parseFrame() keeps its messages short, whatever it was sent", () => {
  for (
    const frame of [`{"type":"${"x".repeat(60_000)}"}`, "x".repeat(60_000)]
  ) {
    const [parsed] = parseFrame(frame);
    assert(parsed && !parsed.ok);
    assert(parsed.error.message.length < 300, parsed.error.message);
  }
});
