import { assertEquals, assertRejects } from "@std/assert";
import type { Cursor } from "@/chat/joining.ts";
import { HEARTBEAT_MS, LINGER_MS } from "@/chat/limits.ts";
import { EventStream } from "@/http/event_stream.ts";
import { aPerson, TestChat } from "@/tests/chat/test_chat.ts";

/** What a stream says first, to who wants to go on from there. */
async function joinedFrom({ chat }: TestChat, cursor: Cursor) {
  const stream = new EventStream(chat, aPerson("Ann"), () => {});
  const { body } = await stream.follow("lobby", cursor);
  const first = await body?.getReader().read();
  const [, data = "null"] = /data: ?(.*)/.exec(
    new TextDecoder().decode(first?.value),
  ) ?? [];
  stream.close();
  return JSON.parse(data);
}

/** What the events of a stream that has ended are called. */
async function namesOf(answer: Response) {
  const text = await answer.text();
  return [...text.matchAll(/^event: ?(.*)$/gm)].map(([, name]) => name);
}

/** How many are connected, follow a room, and are known to be in the lobby once those who have left it are no longer. */
async function present({ chat, environment }: TestChat) {
  environment.pass(LINGER_MS);
  const [figures] = chat.rollCall.figures.values();
  const { count } = await chat.presence.of("lobby");
  return [figures?.connections, figures?.followers, count];
}

Deno.test("follow() resumes after a seq that the log has, unless it is of another epoch", async () => {
  using test = await TestChat.open();
  await test.fill(3);
  const { epoch } = test.chat;
  for (
    const [cursor, resumed] of [
      [{ after: 3 }, true],
      [{ after: 0, epoch }, true],
      [{ after: 4 }, false],
      [{ after: 2, epoch: "another" }, false],
      [{ epoch }, false],
    ] as const
  ) {
    const joined = { type: "joined", room: "lobby", epoch, head: 3, resumed };
    assertEquals(await joinedFrom(test, cursor), joined);
  }
});

/** Somebody cannot follow a room because its head can't be read; gives how often their stream ended. */
async function followsInVain({ chat, store }: TestChat, room: string) {
  let left = 0;
  const stream = new EventStream(chat, aPerson("Ann"), () => left++);
  const release = store.onRead(({ 0: kind }) =>
    kind === "head" ? new Error("The disk is gone") : undefined
  );
  await assertRejects(() => stream.follow(room, {}), Error, "The disk");
  release();
  return left;
}

Deno.test("follow() leaves nobody behind if the log can't be read", async () => {
  using test = await TestChat.open();
  await test.connect("Ann").joins();
  const left = await followsInVain(test, "lobby");
  assertEquals([await present(test), left], [[1, 1, 1], 1]);
});

Deno.test("follow() leaves nobody behind if a room that nobody follows can't be read", async () => {
  using test = await TestChat.open();
  await test.chat.rooms.make({ slug: "garden" });
  const left = await followsInVain(test, "garden");
  assertEquals([await present(test), left], [[0, 0, 0], 1]);
});

Deno.test("follow() tells who comes when the server is going away, and begins nothing", async () => {
  using test = await TestChat.open();
  const { chat, environment } = test;
  await chat.rooms.make({ slug: "garden" });
  const release = test.store.holdReads(([kind]) => kind === "head");
  let left = 0;
  const stream = new EventStream(chat, aPerson("Ann"), () => left++);
  const answer = stream.follow("garden", {});
  await test.quiet();
  await environment.until(chat.drain());
  // One of them is for the read.
  const timers = environment.timers - 1;
  release();
  assertEquals(await namesOf(await answer), ["joined", "goodbye"]);
  assertEquals([environment.timers, left], [timers, 1]);
  assertEquals(await present(test), [0, 0, 0]);
});

Deno.test("follow() says that it is there now and then", async () => {
  using test = await TestChat.open();
  const stream = new EventStream(test.chat, aPerson("Ann"), () => {});
  const answer = await stream.follow("lobby", {});
  for (const _ of [1, 2]) {
    await test.quiet();
    test.environment.pass(HEARTBEAT_MS);
  }
  stream.close();
  const names = await namesOf(answer);
  assertEquals(names.filter((name) => name === "heartbeat").length, 2);
});
