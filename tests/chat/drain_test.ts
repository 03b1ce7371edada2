import { assertEquals, assertStringIncludes } from "@std/assert";
import { DRAIN_MS } from "@/chat/limits.ts";
import { CapturedLog } from "./captured_log.ts";
import { post } from "./log_fixture.ts";
import { aPerson, TestChat } from "./test_chat.ts";

Deno.test("drain() says goodbye, answers what was accepted, then closes with 1001", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  const release = test.store.holdCommits();
  ann.send(post("a"), post("b"));
  const { length } = test.store.commits;
  await test.store.tries(length + 1);
  const drained = test.chat.drain();
  await test.quiet();
  assertEquals(ann.channel.of("goodbye").length, 1);
  assertEquals(ann.channel.closed, undefined);
  release();
  await test.environment.until(drained);
  assertEquals(ann.channel.of("ack").map(({ id }) => id), ["a", "b"]);
  assertEquals(ann.channel.closed?.code, 1001);
});

Deno.test("drain() answers also what came in the same turn", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  ann.send(post("a"), post("b"));
  await test.environment.until(test.chat.drain());
  assertEquals(ann.channel.of("ack").map(({ id }) => id), ["a", "b"]);
});

/** The server goes away while a command of Ann's is being committed, which takes until the function is called that this gives. */
async function drainedMidway(test: TestChat) {
  const ann = test.connect();
  await ann.joins();
  const release = test.store.holdCommits();
  ann.send(post("a"));
  await test.quiet();
  return { ann, release, drained: test.chat.drain() };
}

Deno.test("drain() takes no more commands", async () => {
  using test = await TestChat.open();
  const { ann, release, drained } = await drainedMidway(test);
  ann.send(post("b"));
  release();
  await drained;
  await test.quiet();
  assertEquals(await test.chat.log.head("lobby"), 1);
  assertEquals(ann.channel.of("ack").map(({ id }) => id), ["a"]);
});

Deno.test("drain() waits no longer than it may for a store that hangs", async () => {
  using test = await TestChat.open();
  const { ann, release, drained } = await drainedMidway(test);
  test.environment.pass(DRAIN_MS);
  await drained;
  assertEquals(ann.channel.closed?.code, 1001);
  release();
  await test.quiet();
});

Deno.test("drain() is done once, and the chat says that it goes", async () => {
  using test = await TestChat.open();
  const ann = test.connect();
  assertEquals(test.chat.draining, false);
  const drained = test.chat.drain();
  assertEquals(test.chat.draining, true);
  await Promise.all([drained, test.chat.drain()]);
  assertEquals(ann.channel.of("goodbye").length, 1);
  assertEquals(ann.channel.closed?.code, 1001);
});

Deno.test("drain() keeps how far everybody has read", async () => {
  using test = await TestChat.open();
  const seq = await test.fill(3);
  await test.chat.reading.mark(aPerson("Ann"), "lobby", seq);
  const { chat } = await test.sibling();
  assertEquals(await chat.readMarks.of("ann", "lobby"), 0);
  await test.environment.until(test.chat.drain());
  assertEquals(await chat.readMarks.of("ann", "lobby"), seq);
  chat.hub.close();
});

Deno.test("drain() closes the sockets also when nothing can be kept any more", async () => {
  using log = new CapturedLog();
  using test = await TestChat.open();
  const ann = test.connect();
  await ann.joins();
  await test.chat.reading.mark(ann.person, "lobby", await test.post("hello"));
  test.store.onRead(() => new Error("The disk is gone"));
  await test.environment.until(test.chat.drain());
  assertEquals(ann.channel.closed?.code, 1001);
  assertStringIncludes(log.lines.join(), "keeping read marks failed");
});

Deno.test("drain() tells whoever connects after all", async () => {
  using test = await TestChat.open();
  await test.environment.until(test.chat.drain());
  const { channel } = test.connect();
  await test.quiet();
  assertEquals(channel.of("goodbye").length, 1);
  assertEquals(channel.closed?.code, 1001);
});
