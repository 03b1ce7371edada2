import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  BODY_CODE_POINTS,
  HISTORY_DEFAULT,
  LATEST_PAGE_BYTES,
} from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";
import { TestChat } from "./test_chat.ts";

Deno.test("history() tells the head up to which it shows the room at least", async () => {
  using test = await TestChat.open();
  await test.fill(5);
  const { messages, more, head } = await test.chat.history("lobby", {
    limit: 3,
  });
  assertEquals([messages.map(({ seq }) => seq), more, head], [
    [3, 4, 5],
    true,
    5,
  ]);
  await assertRejects(
    () => test.chat.history("nowhere", { limit: 3 }),
    Refusal,
  );
});

Deno.test("history() takes no head from after the messages that it read", async () => {
  using test = await TestChat.open();
  await test.fill(2);
  const release = test.store.holdReads(({ 0: name }) => name === "message");
  const reading = test.chat.history("lobby", { limit: 10 });
  await test.quiet();
  await test.post("meanwhile");
  release();
  const { messages, head } = await reading;
  assertEquals([messages.length, head], [3, 2]);
});

Deno.test("history() reads the newest messages once for each change in the room", async () => {
  using test = await TestChat.open();
  const seq = await test.fill(3);
  let reads = 0;
  test.store.onRead(({ 0: name }) => void (name === "message" && reads++));
  const show = () => test.chat.history("lobby", { limit: HISTORY_DEFAULT });
  const [first, again] = [await show(), await show()];
  assertEquals([reads, again.messages.length], [1, 3]);
  assert(first.messages === again.messages);
  await test.delete(seq);
  reads = 0;
  const { messages, head } = await show();
  assertEquals([reads, head, messages.at(-1)?.body], [1, 4, ""]);
});

Deno.test("history() keeps no large page", async () => {
  using test = await TestChat.open();
  const body = "x".repeat(BODY_CODE_POINTS);
  const enough = Math.ceil(LATEST_PAGE_BYTES / BODY_CODE_POINTS);
  for (let i = 0; i < enough; i++) await test.post(body);
  let reads = 0;
  test.store.onRead(({ 0: name }) => void (name === "message" && reads++));
  for (let i = 0; i < 2; i++) {
    await test.chat.history("lobby", { limit: HISTORY_DEFAULT });
  }
  assertEquals(reads, 2);
});
