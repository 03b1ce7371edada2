import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { FakeEnvironment } from "../chat/fake_environment.ts";
import { TestApp } from "./test_app.ts";

const MESSAGES = "/api/rooms/lobby/messages";

Deno.test("POST messages answers 201 with the ack, a repeat 200 with the same one", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  const first = await app.postJson(MESSAGES, { id: "1", body: "hello" }, token);
  assertEquals(first.status, 201);
  const ack = await first.json();
  assertObjectMatch(ack, { type: "ack", id: "1", room: "lobby", seq: 1 });
  const again = await app.postJson(MESSAGES, { id: "1", body: "hello" }, token);
  assertEquals(again.status, 200);
  assertEquals(await again.json(), ack);
});

Deno.test("GET messages gives the newest page, and pages before and after a seq", async () => {
  using app = await TestApp.open({ CHAT_POSTS_PER_SECOND: "0" });
  const token = await app.session();
  for (let i = 1; i <= 60; i++) {
    await app.postJson(MESSAGES, { id: `${i}`, body: `${i}` }, token);
  }
  for (
    const [query, first, last, more] of [
      ["", 11, 60, true],
      ["?limit=200", 1, 60, false],
      ["?before=11&limit=10", 1, 10, false],
      ["?before=12&limit=10", 2, 11, true],
      ["?after=0&limit=5", 1, 5, true],
      ["?after=55", 56, 60, false],
    ] as const
  ) {
    const page = await (await app.ask(MESSAGES + query, { token })).json();
    const seqs = page.messages.map(({ seq }: { seq: number }) => seq);
    assertEquals([seqs[0], seqs.at(-1), page.more], [first, last, more], query);
    assertEquals(seqs.length, last - first + 1, query);
  }
});

Deno.test("bad input to messages gets problem details that say what would be right", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  const post = (body: BodyInit, path = MESSAGES) =>
    app.ask(path, { method: "POST", body, token });
  for (
    const [response, status, code] of [
      [app.postJson(MESSAGES, { id: "1", body: "hello" }), 401, "unauthorized"],
      [post("{"), 400, "bad_json"],
      [post(new Uint8Array([0xff])), 400, "bad_json"],
      [post("[]"), 422, "bad_packet"],
      [post('{"id":"a b","body":"x"}'), 422, "bad_packet"],
      [post('{"id":"1","body":"  "}'), 422, "bad_packet"],
      [post('{"id":"1","body":"\\ud800"}'), 422, "bad_packet"],
      [
        post(JSON.stringify({ id: "1", body: "x".repeat(8_001) })),
        413,
        "too_long",
      ],
      [post("x".repeat(70_000)), 413, "too_long"],
      [
        post('{"id":"1","body":"x"}', "/api/rooms/nowhere/messages"),
        404,
        "unknown_room",
      ],
      [post('{"id":"1","body":"x","replyTo":7}'), 404, "unknown_message"],
      [app.ask(`${MESSAGES}?limit=0`), 422, "bad_packet"],
      [app.ask(`${MESSAGES}?before=-1`), 422, "bad_packet"],
      [app.ask(`${MESSAGES}?after=x`), 422, "bad_packet"],
      [app.ask("/api/rooms/__proto__/messages"), 404, "unknown_room"],
      [app.ask(MESSAGES, { method: "DELETE" }), 405, "bad_packet"],
    ] as const
  ) {
    const answer = await response;
    const problem = await answer.json();
    assertEquals([answer.status, problem.status, problem.code], [
      status,
      status,
      code,
    ], problem.detail);
    assertEquals(
      answer.headers.get("content-type"),
      "application/problem+json",
    );
    assert(problem.detail.length > 10);
  }
  assertEquals((await app.chat.history("lobby", { limit: 10 })).messages, []);
});

Deno.test("posting faster than allowed is 429 with Retry-After", async () => {
  // Its clock stands still: in a second of a slow machine there would be one more.
  const environment = new FakeEnvironment();
  using app = await TestApp.open({ CHAT_POSTS_PER_SECOND: "1" }, environment);
  const token = await app.session();
  let response = await app.postJson(MESSAGES, { id: "0", body: "x" }, token);
  for (let i = 1; i <= 20; i++) {
    response = await app.postJson(MESSAGES, { id: `${i}`, body: "x" }, token);
  }
  assertEquals(response.status, 429);
  assertEquals(response.headers.get("retry-after"), "1");
  assertEquals((await response.json()).code, "rate_limited");
});

Deno.test("commands edit, react and delete, each once", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  await app.postJson(MESSAGES, { id: "1", body: "hello" }, token);
  const command = (packet: unknown) =>
    app.postJson("/api/rooms/lobby/commands", packet, token);
  assertEquals(
    (await command({ type: "edit", id: "2", target: 1, body: "hullo" })).status,
    201,
  );
  assertEquals(
    (await command({
      type: "react",
      id: "3",
      target: 1,
      emoji: "👋",
      on: true,
    })).status,
    201,
  );
  const { messages: [edited] } = await app.chat.history("lobby", { limit: 1 });
  assertObjectMatch({ ...edited }, { body: "hullo" });
  assertEquals(Object.keys(edited?.reactions ?? {}), ["👋"]);
  assertEquals(
    (await command({ type: "delete", id: "4", target: 1 })).status,
    201,
  );
  assertEquals(
    (await command({ type: "delete", id: "4", target: 1 })).status,
    200,
  );
  assertEquals(
    (await command({ type: "delete", id: "5", target: 1 })).status,
    404,
  );
});
