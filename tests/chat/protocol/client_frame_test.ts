import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { CLIENT_FRAME_BYTES } from "@/chat/limits.ts";
import { type ClientPacket, isTooLarge } from "@/chat/protocol.ts";
import { refusedWith } from "../refused_with.ts";
import { packet } from "./client_packet_arbitrary.ts";
import { parseFrame, post } from "./parsing.ts";

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

Deno.test("parseFrame() answers each bad packet of a frame and takes the good ones", () => {
  const answers = parseFrame(JSON.stringify([post, { ...post, id: "" }, post]));
  assertEquals(answers.map(({ ok }) => ok), [true, false, true]);
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
