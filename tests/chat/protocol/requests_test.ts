import { assertEquals } from "@std/assert";
import {
  BODY_CODE_POINTS,
  MARKS_PER_LETTER,
  ROOM_TITLE_CODE_POINTS,
} from "@/chat/limits.ts";
import {
  parseCommand,
  parsePost,
  parseReadRequest,
  parseRoom,
  parseTypingRequest,
} from "@/chat/protocol.ts";
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

Deno.test("parseRoom() takes a title and a topic that keep to their line", () => {
  const marks = "\u0310".repeat(MARKS_PER_LETTER);
  const title = ` H₂O\u202e ${marks}\u0310`;
  const kept = `H₂O ${marks}`;
  assertEquals(parseRoom({ slug: "a", title, topic: title }), {
    ok: true,
    value: { slug: "a", title: kept, topic: kept },
  });
  for (const bad of ["A\0b", "A\nb", "A\u2028b", "\u202e", "\u200b"]) {
    refusedWith("bad_packet", parseRoom({ slug: "a", title: bad }));
    refusedWith("bad_packet", parseRoom({ slug: "a", topic: bad }));
  }
});

Deno.test("parseReadRequest() takes the number of an event", () => {
  assertEquals(parseReadRequest({ seq: 1 }), { ok: true, value: { seq: 1 } });
  for (const value of [null, 1, {}, { seq: 0 }, { seq: "1" }, { seq: 1.5 }]) {
    refusedWith("bad_packet", parseReadRequest(value));
  }
});

Deno.test("parseTypingRequest() takes whether somebody types", () => {
  for (const on of [true, false]) {
    assertEquals(parseTypingRequest({ on }), { ok: true, value: { on } });
  }
  for (const value of [{}, { on: "yes" }, null, true]) {
    refusedWith("bad_packet", parseTypingRequest(value));
  }
});

Deno.test("parseCommand() takes a command for the room of the address, whatever room it names", () => {
  const command = { type: "delete", id: "a", target: 1 } as const;
  for (const value of [command, { ...command, room: "elsewhere" }]) {
    assertEquals(parseCommand("lobby", value), {
      ok: true,
      value: { ...command, room: "lobby" },
    });
  }
});

Deno.test("parseCommand() takes no packet that is not a command", () => {
  for (const type of ["join", "leave", "ping"]) {
    refusedWith("bad_packet", parseCommand("lobby", { type }));
  }
  for (const value of [null, undefined, 1, "post", [], {}]) {
    refusedWith("bad_packet", parseCommand("lobby", value));
  }
});
