import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { keys } from "@/chat/keys.ts";
import {
  BODY_CODE_POINTS,
  CLIENT_FRAME_BYTES,
  COMMANDS_IN_FLIGHT,
  COMMIT_PATIENCE_MS,
  GATHERED_BYTES,
  GATHERING_MS,
  GATHERING_MS_PER_FOLLOWER,
  HEARTBEAT_MS,
  LAST_DRAIN_CHECK_MS,
  MUTATIONS_PER_COMMIT,
  ROOMS_IN_MEMORY,
  SOCKET_BUFFER_BYTES,
} from "@/chat/limits.ts";
import type { Command } from "@/chat/protocol.ts";
import type { Key } from "@/chat/store.ts";
import { CapturedLog } from "./captured_log.ts";
import { post } from "./log_fixture.ts";
import { type Client, TestChat } from "./test_chat.ts";

Deno.test("a connection is welcomed first", async () => {
  using test = await TestChat.open();
  const ann = test.connect("Ann");
  ann.send({ type: "ping" });
  await test.quiet();
  assertEquals(ann.channel.packets, [
    {
      type: "welcome",
      protocol: 1,
      user: { id: "ann", name: "Ann" },
      heartbeat: HEARTBEAT_MS,
      limits: { body: BODY_CODE_POINTS, frame: CLIENT_FRAME_BYTES },
    },
    { type: "pong" },
  ]);
});

Deno.test("receive() answers a ping with what it carried", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  ann.send({ type: "ping", at: 0 }, { type: "ping", at: 12.5 }, {
    type: "ping",
  });
  await test.quiet();
  assertEquals(ann.channel.of("pong"), [
    { type: "pong", at: 0 },
    { type: "pong", at: 12.5 },
    { type: "pong" },
  ]);
});

Deno.test("receive() answers everything of one turn in one frame", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await test.quiet();
  ann.send({ type: "ping" }, { type: "ping" });
  ann.send({ type: "ping" });
  await test.quiet();
  assertEquals(ann.channel.frames.length, 2);
  assertEquals(ann.channel.of("pong").length, 3);
});

Deno.test("receive() acknowledges a post and shows it to everyone in the room, once", async () => {
  using test = await TestChat.open();
  const [ann, bob, eve] = ["Ann", "Bob", "Eve"].map((name) =>
    test.connect(name)
  );
  assert(ann && bob && eve);
  await test.chat.rooms.make({ slug: "elsewhere" });
  await Promise.all([ann.joins(), bob.joins(), eve.joins("elsewhere")]);
  ann.send(post("a", "hello"));
  const ack = await ann.channel.receives("ack");
  await test.quiet();
  assertEquals(ack, {
    type: "ack",
    id: "a",
    room: "lobby",
    seq: 1,
    at: test.environment.now(),
  });
  const event = {
    type: "message",
    room: "lobby",
    seq: 1,
    id: "a",
    author: { id: "ann", name: "Ann" },
    body: "hello",
    at: ack.at,
  };
  for (const { channel } of [ann, bob]) {
    assertEquals(channel.of("message"), [event]);
  }
  assertEquals(eve.channel.of("message"), []);
  assertEquals(ann.channel.of("ack").length, 1);
  assertEquals(bob.channel.of("ack"), []);
});

Deno.test("receive() answers a repeated command with the first one's ack", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send(post("a"), post("a"));
  await ann.channel.receives("ack", 2);
  ann.send(post("a"));
  await test.environment.until(ann.channel.receives("ack", 3));
  const [first, ...others] = ann.channel.of("ack");
  assertEquals(others, [first, first]);
  assertEquals(ann.channel.seqs(), [1]);
});

Deno.test("receive() keeps the order of a person's commands, whatever the frames", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  ann.send({ type: "join", room: "lobby" }, post("0"), post("1"));
  ann.send(post("2"));
  ann.send(post("3"), post("4"));
  await test.environment.until(ann.channel.receives("ack", 5));
  assertEquals(ann.channel.of("ack").map(({ id, seq }) => [id, seq]), [
    ["0", 1],
    ["1", 2],
    ["2", 3],
    ["3", 4],
    ["4", 5],
  ]);
});

Deno.test("receive() reads nothing of a room that is followed, however many others were visited since", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send(post("first"));
  await ann.channel.receives("ack");
  const others = Array.from({ length: ROOMS_IN_MEMORY }, (_, i) => `r${i}`);
  for (let i = 0; i < others.length; i += MUTATIONS_PER_COMMIT) {
    const sets = others.slice(i, i + MUTATIONS_PER_COMMIT).map((slug) => ({
      key: keys.room(slug),
      value: { slug, title: slug, createdAt: 0 },
    }));
    await test.store.commit({ checks: [], sets, deletes: [] });
  }
  await Promise.all(others.map((slug) => test.chat.rooms.get(slug)));
  const read: Key[] = [];
  test.store.onRead((key) => void read.push(key));
  ann.send(post("second"));
  await ann.channel.receives("ack", 2);
  assertEquals(read, []);
});

Deno.test("receive() commits nothing more in a room, and in no other, until its followers have been sent enough, and keeps the order", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await test.chat.makeRoom(ann.person, "192.0.2.1", { slug: "quiet" });
  await ann.joins();
  await ann.joins("quiet");
  // So many that there is a pause between rounds.
  for (let i = 1; i < 1 / GATHERING_MS_PER_FOLLOWER; i++) {
    await test.connect(`guest ${i}`).joins();
  }
  const sends = async (...ids: string[]) => {
    const acks = ann.channel.of("ack").length + ids.length;
    for (const id of ids) ann.send(post(id, "x".repeat(BODY_CODE_POINTS)));
    await ann.channel.receives("ack", acks);
  };
  await sends("first");
  const many = Math.ceil(GATHERED_BYTES / BODY_CODE_POINTS);
  await sends(...Array.from({ length: many }, (_, i) => `${i}`));
  ann.send(post("held"), post("elsewhere", "elsewhere", "quiet"));
  await test.quiet();
  assertEquals(ann.channel.of("ack").at(-1)?.id, "elsewhere");
  assertEquals(await test.chat.log.head("lobby"), 1 + many);
  assertEquals(ann.channel.seqs(), [1]);
  test.environment.pass(GATHERING_MS);
  ann.send(post("right-after"));
  await test.environment.until(ann.channel.reaches(3 + many));
  assertEquals(
    ann.channel.of("ack").slice(-2).map(({ id, seq }) => [id, seq]),
    [["held", 2 + many], ["right-after", 3 + many]],
  );
});

const commands: Command[] = [
  post("a"),
  { type: "edit", room: "lobby", id: "a", target: 1, body: "x" },
  { type: "delete", room: "lobby", id: "a", target: 1 },
  { type: "react", room: "lobby", id: "a", target: 1, emoji: "👍", on: true },
];
for (const command of commands) {
  Deno.test(`receive() answers not_joined to '${command.type}' in a room that is not followed`, async () => {
    using test = await TestChat.open();
    const ann = test.connect();
    ann.send(command);
    assertObjectMatch(await ann.channel.receives("error"), {
      code: "not_joined",
      id: "a",
      room: "lobby",
    });
    assertEquals(await test.chat.log.head("lobby"), 0);
  });
}

Deno.test("receive() answers a refused command with one error that names it", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send({ type: "delete", room: "lobby", id: "d", target: 9 });
  await ann.channel.receives("error");
  await test.quiet();
  assertEquals(ann.channel.of("error").length, 1);
  assertObjectMatch(ann.channel.of("error")[0] ?? {}, {
    code: "unknown_message",
    id: "d",
    room: "lobby",
  });
  assertEquals(ann.channel.of("ack"), []);
});

Deno.test("receive() refuses commands past those that may wait for an answer, and answers each once", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  const release = test.store.holdCommits();
  const ids = Array.from(
    { length: COMMANDS_IN_FLIGHT + 5 },
    (_, i) => `id-${i}`,
  );
  ann.send(...ids.map((id) => post(id)));
  await test.quiet();
  const refused = ann.channel.of("error");
  assertEquals(refused.map(({ id }) => id), ids.slice(COMMANDS_IN_FLIGHT));
  assert(
    refused.every(({ code, retryAfter = 0 }) =>
      code === "rate_limited" && retryAfter > 0
    ),
  );
  release();
  await ann.channel.receives("ack", COMMANDS_IN_FLIGHT);
  ann.send(post("later"));
  await ann.channel.receives("ack", COMMANDS_IN_FLIGHT + 1);
  assertEquals(ann.channel.of("error").length, 5);
});

Deno.test("receive() closes rather than answer when the outcome is open", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  using _log = new CapturedLog();
  test.store.failCommits(...Array(1_000).fill("throws"));
  ann.send(post("a"));
  await test.quiet();
  test.environment.pass(COMMIT_PATIENCE_MS);
  const { code } = await test.environment.until(ann.channel.closes());
  assertEquals(code, 1013);
  assertEquals([ann.channel.of("ack"), ann.channel.of("error")], [[], []]);
});

Deno.test("receive() counts what fails here not as the client's fault", async () => {
  using test = await TestChat.open();
  await test.chat.rooms.make({ slug: "far" });
  const worker = await test.sibling();
  const ann = worker.connect();
  using _log = new CapturedLog();
  worker.store.onRead(() => new Error("The disk is gone"));
  for (let i = 0; i < 150; i++) {
    ann.send({ type: "join", room: "far" });
    await worker.quiet();
  }
  assert(ann.channel.of("error").every(({ code }) => code !== "bad_packet"));
  assert(ann.channel.closed?.code !== 1008);
});

Deno.test("receive() says nothing of what went wrong inside", async () => {
  using test = await TestChat.open();
  await test.chat.rooms.make({ slug: "far" });
  const worker = await test.sibling();
  const ann = worker.connect();
  using log = new CapturedLog();
  worker.store.onRead(() => new Error("Secret detail"));
  ann.send({ type: "join", room: "far" });
  const error = await ann.channel.receives("error");
  assert(["internal", "unavailable"].includes(error.code), error.code);
  assert(!JSON.stringify(error).includes("Secret"));
  assert(log.lines.some((line) => line.includes("Secret detail")));
});

Deno.test("leave ends the events of a room", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send({ type: "leave", room: "lobby" });
  await test.post("unheard");
  await test.quiet();
  assertEquals(ann.channel.seqs(), []);
  ann.send(post("a"), { type: "leave", room: "lobby" });
  await ann.channel.receives("error", 2);
  assertEquals(ann.channel.of("error").map(({ code }) => code), [
    "not_joined",
    "not_joined",
  ]);
});

Deno.test("leave lets a command before it in the frame through", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send(post("a"), { type: "leave", room: "lobby" });
  assertEquals((await ann.channel.receives("ack")).seq, 1);
});

Deno.test("closed() ends everything, however often it is called", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.channel.open = false;
  ann.connection.closed();
  ann.connection.closed();
  assertEquals([...test.chat.hub.followers("lobby")], []);
  ann.send(post("a"));
  await test.post("unheard");
  await test.quiet();
  assertEquals(ann.channel.of("message"), []);
  assertEquals(await test.chat.log.head("lobby"), 1);
});

Deno.test("closed() during a join leaves no follower behind", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  const release = test.store.holdReads(({ 0: name }) => name === "head");
  ann.send({ type: "join", room: "lobby" });
  await test.quiet();
  ann.channel.open = false;
  ann.connection.closed();
  release();
  await test.quiet();
  assertEquals([...test.chat.hub.followers("lobby")], []);
});

Deno.test("a command is committed even if its connection is gone before the answer", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  const release = test.store.holdCommits();
  const { length } = test.store.commits;
  ann.send(post("a"));
  await test.store.tries(length + 1);
  ann.channel.open = false;
  ann.connection.closed();
  release();
  await test.quiet();
  assertEquals(await test.chat.log.head("lobby"), 1);
});

async function full(test: TestChat): Promise<Client> {
  const ann = test.connect();
  await ann.joins();
  ann.channel.bufferedAmount = SOCKET_BUFFER_BYTES + 1;
  return ann;
}

Deno.test("a full socket is sent no events until it has drained, then all of them", async () => {
  using test = await TestChat.open();
  const ann = await full(test);
  const last = await test.fill(300);
  await test.quiet();
  assertEquals(ann.channel.seqs(), []);
  ann.channel.bufferedAmount = SOCKET_BUFFER_BYTES;
  test.environment.pass(LAST_DRAIN_CHECK_MS);
  await ann.channel.reaches(last);
  assertEquals(
    ann.channel.seqs(),
    Array.from({ length: last }, (_, i) => i + 1),
  );
});

Deno.test("a full socket is still answered", async () => {
  using test = await TestChat.open();
  const ann = await full(test);
  ann.send(post("a"), { type: "ping" });
  await ann.channel.receives("ack");
  assertEquals(ann.channel.of("pong").length, 1);
});
