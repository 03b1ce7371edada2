import { assertEquals } from "@std/assert";
import { type Control, dialectOf } from "@/bench/generator/dialect.ts";

const CASES: [
  name: Parameters<typeof dialectOf>[0],
  frame: string,
  joined: boolean,
  control: Partial<Control>,
][] = [
  ["confab", '{"type":"welcome"}', false, { kind: "welcome" }],
  [
    "confab",
    '[{"type":"presence"},{"type":"joined","epoch":"e","head":7}]',
    false,
    { kind: "joined", epoch: "e", head: 7 },
  ],
  ["confab", '{"type":"ack","id":"a"}', true, { kind: "acks", count: 1 }],
  [
    "confab",
    '[{"type":"ack","id":"a"},{"type":"message"},{"type":"ack","id":"b"}]',
    true,
    { kind: "acks", count: 2 },
  ],
  ["confab", '{"type":"presence","count":2}', true, { kind: "other" }],
  ["confab", '{"type":"error","code":"x"}', true, { kind: "problem" }],
  ["confab", '{"type":"error","code":"x"}', false, { kind: "problem" }],
  ["plain", '{"type":"joined"}', false, { kind: "joined" }],
  ["plain", '{"type":"oh"}', true, { kind: "problem" }],
  ["socket_io", '0{"sid":"x"}', false, { kind: "question", text: "40" }],
  ["socket_io", '40{"sid":"x"}', false, { kind: "welcome" }],
  ["socket_io", '42["joined","x"]', false, { kind: "joined" }],
  ["socket_io", "2", true, { kind: "question", text: "3" }],
  ["socket_io", '44{"message":"no"}', false, { kind: "problem" }],
];

Deno.test("Dialect.read() tells what a frame says", () => {
  for (const [name, frame, joined, control] of CASES) {
    const read = dialectOf(name).read(frame, joined);
    assertEquals({ ...read, ...control }, read, frame);
  }
});

Deno.test("Dialect.join() and post() speak as the servers expect", () => {
  const { join, post } = dialectOf("confab");
  assertEquals(
    JSON.parse(join("r", { epoch: "e", after: 3 })),
    { type: "join", room: "r", history: 0, epoch: "e", after: 3 },
  );
  assertEquals(JSON.parse(post("r", ["hi", "ho"], 1)), [
    { type: "post", room: "r", id: "p1", body: "hi" },
    { type: "post", room: "r", id: "p2", body: "ho" },
  ]);
  assertEquals(JSON.parse(dialectOf("plain").post("r", ["hi", "ho"], 1)), {
    type: "post",
    texts: ["hi", "ho"],
  });
  assertEquals(dialectOf("socket_io").join("r"), '42["join","r"]');
  assertEquals(
    dialectOf("socket_io").post("r", ["hi", "ho"], 1),
    '42["post",["hi","ho"]]',
  );
});
