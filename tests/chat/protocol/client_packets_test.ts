import { assertEquals } from "@std/assert";
import { EMOJI_LENGTH } from "@/chat/limits.ts";
import { refusedWith } from "../refused_with.ts";
import { parseFrame, parseOne, post } from "./parsing.ts";

Deno.test("parseFrame() ignores fields that it does not know", () => {
  assertEquals(parseOne({ ...post, extra: 1, constructor: 2 }), {
    ok: true,
    value: post,
  });
});

const badPackets: [string, unknown][] = [
  ["null", null],
  ["a number", 1],
  ["a string", "post"],
  ["an array in the array", [[post]]],
  ["no type", { room: "lobby" }],
  ["an unknown type", { ...post, type: "shout" }],
  ["the type '__proto__'", { ...post, type: "__proto__" }],
  ["the type 'constructor'", { ...post, type: "constructor" }],
  ["the type 'toString'", { ...post, type: "toString" }],
  ["a type that is no string", { ...post, type: ["post"] }],
  ["no room", { ...post, room: undefined }],
  ["the room '__proto__'", { ...post, room: "__proto__" }],
  ["an empty room", { ...post, room: "" }],
  ["a room in capitals", { ...post, room: "Lobby" }],
  ["a room with a line's end", { ...post, room: "lobby\n" }],
  ["a room that starts with '-'", { ...post, room: "-lobby" }],
  ["a room of 64 characters", { ...post, room: "a".repeat(64) }],
  ["a room with a path in it", { ...post, room: "../lobby" }],
  ["no id", { ...post, id: undefined }],
  ["an empty id", { ...post, id: "" }],
  ["an id of 65 characters", { ...post, id: "a".repeat(65) }],
  ["an id with a line's end", { ...post, id: "a\n" }],
  ["an id that is a number", { ...post, id: 1 }],
  ["no body", { ...post, body: undefined }],
  ["a body of white space", { ...post, body: " \t\n\u00a0\u3000\ufeff" }],
  ["an empty body", { ...post, body: "" }],
  ["a body with half a pair", { ...post, body: "a\ud800b" }],
  ["a body with the other half", { ...post, body: "\udc00" }],
  ["a body that is an array", { ...post, body: ["hello"] }],
  ["replyTo 0", { ...post, replyTo: 0 }],
  ["replyTo null", { ...post, replyTo: null }],
  ["replyTo as a string", { ...post, replyTo: "1" }],
  ["a target that is a fraction", {
    type: "delete",
    room: "lobby",
    id: "a",
    target: 1.5,
  }],
  ["a target past the safe ones", {
    type: "delete",
    room: "lobby",
    id: "a",
    target: 2 ** 53,
  }],
  ["a negative after", { type: "join", room: "lobby", after: -1 }],
  ["a fractional after", { type: "join", room: "lobby", after: 0.5 }],
  ["a huge after", { type: "join", room: "lobby", after: 1e300 }],
  ["an after that is a string", { type: "join", room: "lobby", after: "5" }],
  ["an after that is null (as NaN becomes)", {
    type: "join",
    room: "lobby",
    after: NaN,
  }],
  ["an epoch that is an object", { type: "join", room: "lobby", epoch: {} }],
  ["an epoch without end", {
    type: "join",
    room: "lobby",
    epoch: "e".repeat(65),
  }],
  ["201 messages of history", { type: "join", room: "lobby", history: 201 }],
  ["history of less than nothing", {
    type: "join",
    room: "lobby",
    history: -1,
  }],
  ["on as a string", { type: "typing", room: "lobby", on: "yes" }],
  ["read of 0", { type: "read", room: "lobby", seq: 0 }],
  ["at as a string", { type: "ping", at: "now" }],
];
for (const [what, value] of badPackets) {
  Deno.test(`parseFrame() answers bad_packet to ${what}`, () => {
    refusedWith("bad_packet", parseFrame(JSON.stringify([value]))[0]);
  });
}

Deno.test("parseFrame() takes an infinite number for a bad packet", () => {
  refusedWith("bad_packet", parseFrame('{"type":"ping","at":1e999}')[0]);
  refusedWith(
    "bad_packet",
    parseFrame('{"type":"join","room":"lobby","after":1e999}')[0],
  );
});

Deno.test("parseFrame() takes an own '__proto__' for an unknown field", () => {
  const frame = '{"type":"post","room":"lobby","id":"a","body":"hello",' +
    '"__proto__":{"polluted":true}}';
  const [parsed] = parseFrame(frame);
  assertEquals(parsed, { ok: true, value: post });
  assertEquals(
    Object.getPrototypeOf(parsed?.ok && parsed.value),
    Object.prototype,
  );
  assertEquals(Reflect.get({}, "polluted"), undefined);
});

Deno.test("parseFrame() does not find a type in the prototype", () => {
  refusedWith(
    "bad_packet",
    parseFrame('{"__proto__":{"type":"ping"}}')[0],
  );
});

const reactions: [string, boolean][] = [
  ["👍", true],
  ["👨‍👩‍👧‍👦", true],
  ["🇩🇪", true],
  ["1️⃣", true],
  ["❤️", true],
  ["👋🏽", true],
  ["", false],
  ["a", false],
  ["1", false],
  ["👍👍", false],
  ["👍 ", false],
  ["__proto__", false],
  ["\ud83d", false],
  ["<b>", false],
  ["👍" + "\u0301".repeat(20), false],
  ["👍" + "\u200d👍".repeat(EMOJI_LENGTH), false],
];
for (const [emoji, fine] of reactions) {
  Deno.test(`parseFrame() ${fine ? "takes" : "refuses"} the reaction ${JSON.stringify(emoji)}`, () => {
    const react = {
      type: "react",
      room: "lobby",
      id: "a",
      target: 1,
      emoji,
      on: true,
    };
    assertEquals(parseOne(react).ok, fine);
  });
}
