import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import fc from "fast-check";
import {
  BODY_CODE_POINTS,
  CLIENT_FRAME_BYTES,
  EMOJI_LENGTH,
  HISTORY_PAGE,
  ROOM_TITLE_CODE_POINTS,
} from "@/chat/limits.ts";
import {
  type ClientPacket,
  isSlug,
  isTooLarge,
  parseFrame as packetsOf,
  parsePost,
  parseRoom,
} from "@/chat/protocol.ts";
import { refusedWith } from "./refused_with.ts";

function parseFrame(frame: string) {
  return [...packetsOf(frame)];
}

const post = {
  type: "post",
  room: "lobby",
  id: "a",
  body: "hello",
} as const;

function parseOne(packet: unknown) {
  const [parsed, ...others] = parseFrame(JSON.stringify(packet));
  assertEquals(others, []);
  assert(parsed);
  return parsed;
}

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/);
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const body = fc.string({ unit: "binary", maxLength: 300 })
  .filter((text) => text.isWellFormed() && text.trim() !== "");
const emoji = fc.constantFrom("👍", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👋🏽");
const packet: fc.Arbitrary<ClientPacket> = fc.oneof(
  fc.record({
    type: fc.constant("join" as const),
    room: slug,
    after: fc.nat(),
    epoch: fc.string({ maxLength: 64 }),
    history: fc.nat(HISTORY_PAGE),
  }, { requiredKeys: ["type", "room"] }),
  fc.record({ type: fc.constant("leave" as const), room: slug }),
  fc.record({
    type: fc.constant("post" as const),
    room: slug,
    id,
    body,
    replyTo: seq,
  }, { requiredKeys: ["type", "room", "id", "body"] }),
  fc.record({
    type: fc.constant("edit" as const),
    room: slug,
    id,
    target: seq,
    body,
  }),
  fc.record({
    type: fc.constant("delete" as const),
    room: slug,
    id,
    target: seq,
  }),
  fc.record({
    type: fc.constant("react" as const),
    room: slug,
    id,
    target: seq,
    emoji,
    on: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("typing" as const),
    room: slug,
    on: fc.boolean(),
  }),
  fc.record({ type: fc.constant("read" as const), room: slug, seq }),
  fc.record({ type: fc.constant("ping" as const), at: fc.nat() }, {
    requiredKeys: ["type"],
  }),
);

Deno.test("parseFrame() gives back every valid packet, one or many in a frame", () => {
  fc.assert(
    fc.property(
      fc.array(packet, { minLength: 1, maxLength: 20 }),
      (packets) => {
        const clean: ClientPacket[] = JSON.parse(JSON.stringify(packets));
        assertEquals(
          parseFrame(JSON.stringify(packets)),
          clean.map((value) => ({ ok: true, value })),
        );
        for (const value of clean) {
          assertEquals(parseFrame(JSON.stringify(value)), [{
            ok: true,
            value,
          }]);
        }
      },
    ),
  );
});

Deno.test("parseFrame() ignores fields that it does not know", () => {
  assertEquals(parseOne({ ...post, extra: 1, constructor: 2 }), {
    ok: true,
    value: post,
  });
});

Deno.test("parseFrame() never throws for any JSON", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (json) => {
      for (const parsed of parseFrame(json)) {
        if (!parsed.ok) assertEquals(parsed.error.type, "error");
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("parseFrame() never throws for any string", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      parseFrame(text);
    }),
    { numRuns: 500 },
  );
});

Deno.test("parseFrame() never throws for packets with any field replaced", () => {
  fc.assert(
    fc.property(
      packet,
      fc.constantFrom(
        "type",
        "room",
        "id",
        "body",
        "target",
        "after",
        "on",
        "__proto__",
      ),
      fc.jsonValue(),
      (packet, key, value) => {
        const spoilt = Object.fromEntries([...Object.entries(packet), [
          key,
          value,
        ]]);
        for (const parsed of parseFrame(JSON.stringify(spoilt))) {
          if (!parsed.ok) {
            assert(["bad_packet", "too_long"].includes(parsed.error.code));
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

const notJson: [string, string][] = [
  ["nothing", ""],
  ["a word", "hello"],
  ["an open bracket, 65,000 times", "[".repeat(65_000)],
  ["an open bracket, 200,000 times", "[".repeat(200_000)],
  ["open objects, 10,000 deep", '{"a":'.repeat(10_000)],
  ["two packets side by side", JSON.stringify(post).repeat(2)],
  ["a comma too many", `${JSON.stringify(post)},`],
  ["NaN", '{"type":"ping","at":NaN}'],
];
for (const [what, frame] of notJson) {
  Deno.test(`parseFrame() answers bad_json to ${what}`, () => {
    const answers = parseFrame(frame);
    assertEquals(answers.map((parsed) => parsed.ok), [false]);
    refusedWith("bad_json", answers[0]);
  });
}

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

Deno.test("parseFrame() survives deep nesting that is well-formed", () => {
  const deep = (n: number) => "[".repeat(n) + "]".repeat(n);
  refusedWith("bad_packet", parseFrame(deep(32_000))[0]);
  refusedWith(
    "bad_packet",
    parseFrame(
      `{"type":"post","room":"lobby","id":"a","body":${deep(30_000)}}`,
    )[0],
  );
  assertEquals(
    parseFrame(`{"type":"ping","extra":${deep(30_000)}}`),
    [{ ok: true, value: { type: "ping" } }],
  );
});

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

Deno.test("parseFrame() answers each bad packet of a frame and takes the good ones", () => {
  const answers = parseFrame(JSON.stringify([post, { ...post, id: "" }, post]));
  assertEquals(answers.map(({ ok }) => ok), [true, false, true]);
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

Deno.test("parseFrame() answers every command of a frame, however many there are", () => {
  const many = Array.from(
    { length: 500 },
    (_, i) => ({ ...post, id: `id-${i}` }),
  );
  const frame = JSON.stringify(many);
  assert(!isTooLarge(frame));
  const answered = new Set(
    parseFrame(frame).map((parsed) =>
      parsed.ok ? "id" in parsed.value && parsed.value.id : parsed.error.id
    ),
  );
  assertEquals(many.filter(({ id }) => !answered.has(id)).length, 0);
});

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

Deno.test("isTooLarge() counts bytes of UTF-8, not characters", () => {
  const cases: [string, boolean][] = [
    ["a".repeat(CLIENT_FRAME_BYTES), false],
    ["a".repeat(CLIENT_FRAME_BYTES + 1), true],
    ["ä".repeat(CLIENT_FRAME_BYTES / 2), false],
    ["ä".repeat(CLIENT_FRAME_BYTES / 2) + "a", true],
    ["漢".repeat(Math.floor(CLIENT_FRAME_BYTES / 3)), false],
    ["漢".repeat(Math.floor(CLIENT_FRAME_BYTES / 3) + 1), true],
    ["😀".repeat(CLIENT_FRAME_BYTES / 4), false],
    ["😀".repeat(CLIENT_FRAME_BYTES / 4) + "a", true],
  ];
  for (const [frame, tooLarge] of cases) {
    assertEquals(isTooLarge(frame), tooLarge);
  }
});
