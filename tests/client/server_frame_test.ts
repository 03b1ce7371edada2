import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { readFrame, readHistoryPage } from "@/client/server_frame.ts";
import {
  ack,
  ADA,
  AT,
  history,
  joined,
  message,
  refusal,
  text,
  welcome,
} from "./packets.ts";

const change = { room: "lobby", seq: 2, author: ADA, at: AT, target: 1 };
const full = {
  ...message(1),
  replyTo: 1,
  editedAt: AT,
  deletedAt: AT,
  reactions: { "👍": ["ada"] },
};
const good = [
  welcome(),
  joined(0, true),
  history([full]),
  text(1),
  { type: "edit", ...change, body: "" },
  { type: "delete", ...change },
  { type: "react", ...change, emoji: "👍", on: false },
  ack("id", 1),
  refusal("internal", { id: "id", room: "lobby", retryAfter: 1 }),
  refusal("bad_json"),
  { type: "presence", room: "lobby", count: 300 },
  { type: "presence", room: "lobby", count: 1, users: [{ ...ADA, hue: 3 }] },
  { type: "presence", room: "lobby", count: 1, joined: [ADA], left: [ADA] },
  { type: "typing", room: "lobby", user: ADA, on: true },
  { type: "user", user: ADA },
  { type: "goodbye", reason: "restart", retryAfter: 0 },
];

/** What is read of a frame, and what is complained of. */
function read(frame: unknown): { packets: unknown[]; malformed: unknown[] } {
  const malformed: unknown[] = [];
  const json = typeof frame === "string" ? frame : JSON.stringify(frame);
  return {
    packets: readFrame(json, (what) => malformed.push(what)),
    malformed,
  };
}

Deno.test("readFrame() reads every packet, alone and in an array", () => {
  for (const packet of good) {
    assertEquals(read(packet), { packets: [packet], malformed: [] });
  }
  assertEquals(read(good), { packets: good, malformed: [] });
});

Deno.test("readFrame() keeps fields that it does not know", () => {
  const packet = { ...text(1), mood: "sunny" };
  assertEquals(read(packet).packets, [packet]);
});

Deno.test("readFrame() leaves out in silence what this client does not handle", () => {
  const unknown = [{ type: "pong" }, { type: "something new" }];
  assertEquals(read(unknown), { packets: [], malformed: [] });
});

const bad: unknown[] = [
  null,
  5,
  "text",
  [[]],
  {},
  { type: 5 },
  { ...welcome(), user: "ada" },
  { ...welcome(), limits: { body: 8_000 } },
  { ...joined(0, true), resumed: "yes" },
  { ...joined(0, true), head: 1.5 },
  { ...joined(0, true), head: -1 },
  { ...history(), messages: {} },
  { ...history(), messages: [{ seq: 1 }] },
  { ...history(), messages: [{ ...full, reactions: { "👍": "ada" } }] },
  { ...history(), messages: [{ ...full, reactions: [] }] },
  { ...text(1), author: null },
  { ...text(1), seq: "1" },
  { type: "edit", ...change },
  { ...ack("id", 1), seq: Number.MAX_SAFE_INTEGER + 1 },
  { ...refusal("internal"), retryAfter: "soon" },
  { type: "presence", room: "lobby", count: "1" },
  { type: "presence", room: "lobby", count: 1, users: [{ id: "ada" }] },
  { type: "typing", room: "lobby", user: { ...ADA, hue: "red" }, on: true },
  { type: "user", user: "ada" },
  { type: "goodbye", reason: "restart" },
];
for (const packet of bad) {
  Deno.test(`readFrame() leaves out ${JSON.stringify(packet)?.slice(0, 100)}, and keeps its neighbours`, () => {
    const { packets, malformed } = read([text(1), packet, text(2)]);
    assertEquals(packets, [text(1), text(2)]);
    assertEquals(malformed.length, 1);
  });
}

Deno.test("readFrame() stands what is no JSON", () => {
  for (const frame of ["", "{", "undefined"]) {
    assertEquals(read(frame), { packets: [], malformed: [frame] });
  }
});

Deno.test("readHistoryPage() gives a page, and throws at anything else", () => {
  const page = { messages: [full], more: true };
  assertStrictEquals(readHistoryPage(page), page);
  assertThrows(
    () => readHistoryPage({ messages: [full] }),
    TypeError,
    "expected an object with 'messages' and 'more'",
  );
});
