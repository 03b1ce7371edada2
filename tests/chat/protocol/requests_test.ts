import { assertEquals } from "@std/assert";
import { BODY_CODE_POINTS, ROOM_TITLE_CODE_POINTS } from "@/chat/limits.ts";
import { parsePost, parseRoom } from "@/chat/protocol.ts";
import { refusedWith } from "../refused_with.ts";

const units: [string, string][] = [
  ["Latin letters", "a"],
  ["letters of two bytes", "ä"],
  ["letters of three bytes", "漢"],
  ["astral characters", "😀"],
  ["control characters", "\u0001"],
  ["quotation marks", '"'],
  ["combining marks", "\u0301"],
];
for (const [what, unit] of units) {
  Deno.test(`parsePost() takes 8,000 ${what}, not 8,001`, () => {
    const body = unit.repeat(BODY_CODE_POINTS);
    assertEquals(parsePost({ id: "a", body }), {
      ok: true,
      value: { id: "a", body },
    });
    refusedWith("too_long", parsePost({ id: "a", body: body + unit }));
  });
}

Deno.test("parsePost() calls for text where there is none", () => {
  for (
    const value of [null, [], 1, "text", {}, { id: "a" }, { body: "text" }]
  ) {
    refusedWith("bad_packet", parsePost(value));
  }
});

Deno.test("parseRoom() takes a slug, with a title or without", () => {
  const titled = { slug: "a-room", title: "A room" };
  assertEquals(parseRoom(titled), { ok: true, value: titled });
  assertEquals(parseRoom({ slug: "a" }), { ok: true, value: { slug: "a" } });
  refusedWith("bad_packet", parseRoom({ slug: "A Room" }));
  refusedWith("bad_packet", parseRoom({ slug: "a", title: "  " }));
  refusedWith(
    "too_long",
    parseRoom({ slug: "a", title: "x".repeat(ROOM_TITLE_CODE_POINTS + 1) }),
  );
});
