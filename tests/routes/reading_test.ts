import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { TestApp } from "./test_app.ts";

async function appWith(count: number): Promise<[TestApp, string]> {
  const app = await TestApp.open({ CHAT_POSTS_PER_SECOND: "0" });
  const token = await app.session();
  for (let n = 1; n <= count; n++) {
    const post = { id: `${n}`, body: `m${n}` };
    await app.postJson("/api/rooms/lobby/messages", post, token);
  }
  return [app, token];
}

Deno.test("GET messages?around= gives half before and half from there on, and says what lies beyond", async () => {
  const [app, token] = await appWith(10);
  using _ = app;
  const page = async (query: string) => {
    const path = `/api/rooms/lobby/messages?${query}`;
    const { messages, ...ends } = await (await app.ask(path, { token })).json();
    return [messages.map(({ seq }: { seq: number }) => seq), ends];
  };
  assertEquals(await page("around=5&limit=4"), [[3, 4, 5, 6], {
    more: true,
    newer: true,
  }]);
  assertEquals(await page("around=1&limit=4"), [[1, 2], {
    more: false,
    newer: true,
  }]);
  assertEquals(await page("around=99&limit=4"), [[9, 10], {
    more: true,
    newer: false,
  }]);
});

Deno.test("a room's page around a message marks it; one past the end, of an edit or no number at all is refused with a reason", async () => {
  const [app, token] = await appWith(2);
  using _ = app;
  const edit = { type: "edit", id: "e", target: 1, body: "edited" };
  await app.postJson("/api/rooms/lobby/commands", edit, token);
  const ask = async (query: string) => {
    const response = await app.ask(`/rooms/lobby?${query}`, { token });
    return [response.status, await response.text()] as const;
  };
  const [status, html] = await ask("around=1");
  assertEquals(status, 200);
  assertStringIncludes(html, "message-marked");
  for (
    const [query, status, words] of [
      ["around=9", 404, "has no message 9 yet: its last one is 2"],
      ["around=3", 404, "it may be that of an edit or a reaction"],
      ["around=x", 400, "is the number of a message"],
    ] as const
  ) {
    const [answered, html] = await ask(query);
    assertEquals(answered, status, query);
    assertStringIncludes(html, words);
    if (status === 404) assertStringIncludes(html, "Go to the room");
  }
});

Deno.test("a permalink to a deleted message shows its place", async () => {
  const [app, token] = await appWith(1);
  using _ = app;
  const deletion = { type: "delete", id: "d", target: 1 };
  await app.postJson("/api/rooms/lobby/commands", deletion, token);
  const response = await app.ask("/rooms/lobby?around=1", { token });
  assertEquals(response.status, 200);
  assertStringIncludes(await response.text(), "This message was deleted.");
});

Deno.test("a room that is not there answers 404 and offers to make it, where it can be made", async () => {
  using app = await TestApp.open();
  for (
    const [path, words] of [
      ["/rooms/tea-time", 'value="Tea time"'],
      ["/rooms/Nowhere", "cannot be the name of a room"],
      ["/rooms/%E0%A4%A", "%E0%A4%A"],
    ] as const
  ) {
    const response = await app.ask(path);
    assertEquals(response.status, 404, path);
    const html = await response.text();
    assertStringIncludes(html, "There is no such room");
    assertStringIncludes(html, words);
  }
});

Deno.test("POST read marks up to a message that exists, and GET /api/rooms counts what is left", async () => {
  const [app] = await appWith(3);
  using _ = app;
  const token = await app.session();
  const read = (seq: unknown) =>
    app.postJson("/api/rooms/lobby/read", { seq }, token);
  assertEquals((await read(2)).status, 204);
  assertEquals((await read(9)).status, 404);
  assertEquals((await read(0)).status, 422);
  assertEquals(
    (await app.postJson("/api/rooms/lobby/read", { seq: 1 })).status,
    401,
  );
  const { rooms: [lobby] } = await (await app.ask("/api/rooms", { token }))
    .json();
  assertEquals([lobby.read, lobby.unread, lobby.named], [2, 1, false]);
});

Deno.test("a stream tells who begins to follow how far they have read elsewhere", async () => {
  const [app, token] = await appWith(3);
  using _ = app;
  await app.postJson("/api/rooms/lobby/read", { seq: 2 }, token);
  const stream = await app.ask("/api/rooms/lobby/events", { token });
  assert(stream.body);
  let text = "";
  for await (const part of stream.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (/event: ?read\ndata: ?.*"seq":2/.test(text)) break;
  }
  assertStringIncludes(text, "joined");
});
