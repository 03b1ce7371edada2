/** What a connection does with a client that means harm: answers what was wrong, stays bounded, closes, and lives. */
import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import fc from "fast-check";
import {
  CLIENT_FRAME_BYTES,
  COMMANDS_IN_FLIGHT,
  QUIET_PACKETS_BURST,
  SOCKET_BUFFER_BYTES,
  SOCKET_BUFFER_CEILING_BYTES,
  STRIKES_PER_MINUTE,
  STUCK_SOCKET_MS,
} from "@/chat/limits.ts";
import type { Key } from "@/chat/store.ts";
import { CapturedLog } from "./captured_log.ts";
import { post } from "./log_fixture.ts";
import { type Client, TestChat } from "./test_chat.ts";

const binary: [string, unknown][] = [
  ["bytes", new Uint8Array(3)],
  ["a buffer", new ArrayBuffer(3)],
  ["a blob", new Blob(["x"])],
];
for (const [what, frame] of binary) {
  Deno.test(`receive() closes with 1003 for ${what}`, async () => {
    using test = await TestChat.open();
    const ann = test.connect();
    ann.connection.receive(frame);
    assertEquals(ann.channel.closed?.code, 1003);
  });
}

const tooLarge: [string, string][] = [
  ["65,537 letters", "a".repeat(CLIENT_FRAME_BYTES + 1)],
  [
    "65,538 bytes in a third as many characters",
    "漢".repeat(CLIENT_FRAME_BYTES / 3 + 1),
  ],
  ["200,000 open brackets", "[".repeat(200_000)],
  ["64 MiB", "a".repeat(64 * 1024 * 1024)],
];
for (const [what, frame] of tooLarge) {
  Deno.test(`receive() closes with 1009 for a frame of ${what}`, async () => {
    using test = await TestChat.open();
    const ann = test.connect();
    ann.connection.receive(frame);
    assertEquals(ann.channel.closed?.code, 1009);
    assertEquals(ann.channel.of("error"), []);
  });
}

Deno.test("receive() takes a frame that is as large as can be", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  const ping = '{"type":"ping"}';
  ann.connection.receive(ping.padEnd(CLIENT_FRAME_BYTES));
  await ann.channel.receives("pong");
});

Deno.test("receive() answers bad JSON and goes on", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  for (const frame of ["", "hello", "[".repeat(65_000), '{"type":"ping"']) {
    ann.connection.receive(frame);
  }
  ann.send({ type: "ping" });
  await ann.channel.receives("pong");
  assertEquals(
    ann.channel.of("error").map(({ code }) => code),
    Array(4).fill("bad_json"),
  );
});

Deno.test("receive() closes with 1008 after too many bad packets, and handles nothing more", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  for (let i = 0; i < STRIKES_PER_MINUTE; i++) ann.connection.receive("{}");
  await test.quiet();
  assertEquals(ann.channel.closed, undefined);
  ann.connection.receive("{}");
  ann.send(post("too-late"));
  await test.quiet();
  assertEquals(ann.channel.closed?.code, 1008);
  assertEquals(await test.chat.log.head("lobby"), 0);
  assertEquals([...test.chat.hub.followers("lobby")], []);
});

Deno.test("receive() stops in the middle of a frame once it has closed", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  const bad = Array(1_000).fill("{}").join(",");
  const late = [post("too-late"), { type: "join", room: "unheard-of" }];
  const read: Key[] = [];
  test.store.onRead((key) => void read.push(key));
  ann.connection.receive(`[${bad},${JSON.stringify(late).slice(1)}`);
  await test.quiet();
  assertEquals(read, []);
  assertEquals(ann.channel.closed?.code, 1008);
  assertEquals(ann.channel.of("error").length, STRIKES_PER_MINUTE + 1);
  assertEquals(await test.chat.log.head("lobby"), 0);
});

Deno.test("receive() does not close for a bad packet now and then", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  for (let i = 0; i < 5 * STRIKES_PER_MINUTE; i++) {
    ann.connection.receive("{}");
    test.environment.pass(1_000);
  }
  assertEquals(ann.channel.closed, undefined);
});

Deno.test("receive() limits packets that change nothing, too", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  for (let i = 0; i < QUIET_PACKETS_BURST + 10; i++) ann.send({ type: "ping" });
  await test.quiet();
  assertEquals(ann.channel.of("pong").length, QUIET_PACKETS_BURST);
  const refused = ann.channel.of("error");
  assertEquals(refused.length, 10);
  assert(
    refused.every(({ code, retryAfter = 0 }) =>
      code === "rate_limited" && retryAfter > 0
    ),
  );
});

Deno.test("receive() lets a reconnect gain nothing", async () => {
  using test = await TestChat.open({ postsPerSecond: 5 });
  const ann = test.connect();
  await ann.joins();
  ann.send(...Array.from({ length: 30 }, (_, i) => post(`a${i}`)));
  await test.environment.until(ann.channel.receives("ack", 20));
  ann.connection.close(1000, "done");
  const again = test.connect();
  await again.joins();
  again.send(post("b"));
  assertObjectMatch(await again.channel.receives("error"), {
    code: "rate_limited",
    id: "b",
  });
});

/** Sends so many commands without waiting for anything. */
function flood(client: Client, count: number): void {
  for (let i = 0; i < count; i++) client.send(post(`id-${i}`));
}

Deno.test("receive() survives 10,000 commands at once: answers some, refuses, closes", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  await test.quiet();
  const release = test.store.holdCommits();
  flood(ann, 10_000);
  await test.quiet();
  assertEquals(ann.channel.closed?.code, 1008);
  const refused = ann.channel.of("error");
  assertEquals(
    new Set(refused.map(({ code }) => code)),
    new Set(["rate_limited"]),
  );
  assertEquals(refused.length, STRIKES_PER_MINUTE + 1);
  release();
  await test.quiet();
  assertEquals(await test.chat.log.head("lobby"), COMMANDS_IN_FLIGHT);
});

Deno.test("receive() queues nothing more for who sends and does not read", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  let queued = 0;
  const send = ann.channel.send.bind(ann.channel);
  ann.channel.send = (text) => {
    queued += text.length;
    ann.channel.bufferedAmount = queued;
    send(text);
  };
  for (let i = 0; i < 10_000 && !ann.channel.closed; i++) {
    ann.send({ type: "ping", at: i }, post(`id-${i}`, "x".repeat(8_000)));
    await test.quiet();
    test.environment.pass(100);
  }
  const { code } = await ann.channel.closes();
  assert(code === 1013 || code === 1008, `${code}`);
  const largest = SOCKET_BUFFER_CEILING_BYTES + CLIENT_FRAME_BYTES;
  assert(queued <= largest, `${queued} bytes were queued`);
  const sent = ann.channel.frames.length;
  flood(ann, 100);
  await test.fill(100);
  test.environment.pass(2 * STUCK_SOCKET_MS);
  await test.quiet();
  assertEquals(ann.channel.frames.length, sent);
});

Deno.test("a socket past the ceiling is closed with 1013 instead of answered", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await test.quiet();
  const { length } = ann.channel.frames;
  ann.channel.bufferedAmount = SOCKET_BUFFER_CEILING_BYTES + 1;
  ann.send({ type: "ping" });
  assertEquals((await ann.channel.closes()).code, 1013);
  await test.quiet();
  assertEquals(ann.channel.frames.length, length);
});

Deno.test("a socket past the ceiling is closed with 1013 instead of told how far was read", async () => {
  using test = await TestChat.open();
  await test.fill(3);
  await test.chat.readMarks.move("ann", "lobby", 2);
  const ann = test.connect("Ann");
  const send = ann.channel.send.bind(ann.channel);
  ann.channel.send = (text) => {
    send(text);
    if (text.includes(`"joined"`)) {
      ann.channel.bufferedAmount = SOCKET_BUFFER_CEILING_BYTES + 1;
    }
  };
  ann.send({ type: "join", room: "lobby" });
  assertEquals((await ann.channel.closes()).code, 1013);
  assertEquals(ann.channel.of("read"), []);
});

Deno.test("a socket past the ceiling has left its rooms, though its close may never be heard", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.channel.onClose = () => {};
  ann.channel.bufferedAmount = SOCKET_BUFFER_CEILING_BYTES + 1;
  ann.send({ type: "ping" });
  await ann.channel.closes();
  await test.quiet();
  assertEquals([...test.chat.hub.followers("lobby")], []);
});

Deno.test("a socket that never drains is closed with 1013, and costs nothing until then", async () => {
  using test = await TestChat.open();
  using _log = new CapturedLog();
  const ann = test.connect();
  await ann.joins();
  await test.quiet();
  const { length } = ann.channel.frames;
  ann.channel.bufferedAmount = SOCKET_BUFFER_BYTES + 1;
  for (let i = 0; i < 5; i++) await test.fill(100);
  test.environment.pass(STUCK_SOCKET_MS + 1_000);
  assertEquals((await ann.channel.closes()).code, 1013);
  assertEquals(ann.channel.frames.length, length);
  assertEquals([...test.chat.hub.followers("lobby")], []);
});

Deno.test("receive() does not pollute prototypes", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  const frames = [
    '{"__proto__":{"polluted":1},"type":"ping"}',
    '{"type":"join","room":"__proto__"}',
    '{"type":"join","room":"constructor"}',
    '{"type":"post","room":"lobby","id":"__proto__","body":"x","constructor":{"prototype":{"polluted":1}}}',
    '{"type":"post","room":"lobby","id":"constructor","body":"x"}',
    '{"type":"react","room":"lobby","id":"r","target":1,"emoji":"__proto__","on":true}',
    '{"type":"toString"}',
    '{"type":"__proto__"}',
  ];
  for (const frame of frames) ann.connection.receive(frame);
  await test.environment.until(ann.channel.receives("ack", 2));
  await test.quiet();
  assertEquals(Reflect.get({}, "polluted"), undefined);
  assertEquals(ann.channel.of("error").map(({ code }) => code), [
    "bad_packet",
    "bad_packet",
    "bad_packet",
    "bad_packet",
    "unknown_room",
  ]);
  assertEquals(ann.channel.of("ack").map(({ id }) => id), [
    "__proto__",
    "constructor",
  ]);
});

Deno.test("receive() does not choke on lone surrogates", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  for (const text of ["\\ud800", "\\udc00\\ud800", "a\\udfff"]) {
    ann.connection.receive(
      `{"type":"post","room":"lobby","id":"a","body":"${text}"}`,
    );
    ann.connection.receive(
      `{"type":"post","room":"${text}","id":"a","body":"x"}`,
    );
    ann.connection.receive(`{"type":"${text}"}`);
  }
  await test.quiet();
  assertEquals(
    new Set(ann.channel.of("error").map(({ code }) => code)),
    new Set(["bad_packet"]),
  );
  assert(ann.channel.frames.every((frame) => frame.isWellFormed()));
});

Deno.test("receive() has one answer for each command of any frame", async () => {
  using test = await TestChat.open();
  const command = fc.record({
    type: fc.constantFrom("post", "edit", "delete", "react", "shout"),
    room: fc.constantFrom("lobby", "nowhere", "Lobby"),
    body: fc.constantFrom("text", "", " ", 5),
    target: fc.constantFrom(0, 1, 2, 999),
    emoji: fc.constantFrom("👍", "x"),
    on: fc.boolean(),
  });
  let ids = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 1, maxLength: 30 }),
      async (commands) => {
        const ann = test.connect();
        await ann.joins();
        const named = commands.map((command) => ({
          ...command,
          id: `id-${++ids}`,
        }));
        ann.connection.receive(JSON.stringify(named));
        await test.environment.until(test.quiet());
        const answers = ann.channel.packets.flatMap((packet) =>
          packet.type === "ack" || packet.type === "error" ? [packet.id] : []
        );
        assertEquals(answers.toSorted(), named.map(({ id }) => id).toSorted());
        ann.connection.close(1000, "done");
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("receive() never throws, whatever it is given", async () => {
  using test = await TestChat.open();
  using log = new CapturedLog();
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(fc.json(), fc.string({ unit: "binary" }), fc.anything()),
      ),
      async (frames) => {
        const ann = test.connect();
        for (const frame of frames) ann.connection.receive(frame);
        await Promise.resolve();
        ann.connection.closed();
      },
    ),
    { numRuns: 300 },
  );
  assertEquals(log.lines, []);
});
