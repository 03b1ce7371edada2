import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { systemEnvironment } from "@/chat/environment.ts";
import { NEWCOMERS_BURST } from "@/chat/limits.ts";
import { CapturedLog } from "../chat/captured_log.ts";
import { FakeEnvironment } from "../chat/fake_environment.ts";
import { FaultyStore } from "../chat/faulty_store.ts";
import { TestApp } from "./test_app.ts";

Deno.test("pages, errors and JSON carry the security headers", async () => {
  using app = await TestApp.open();
  for (
    const path of [
      "/",
      "/rooms/lobby",
      "/rooms/nowhere",
      "/nowhere",
      "/api/rooms",
      "/api/nowhere",
      "/healthz",
    ]
  ) {
    const { headers } = await app.ask(path);
    const policy = headers.get("content-security-policy") ?? "";
    for (
      const part of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]
    ) {
      assert(policy.includes(part), `${path}: ${policy}`);
    }
    assertFalse(policy.includes("unsafe-inline"), path);
    assertFalse(policy.includes("upgrade-insecure-requests"), path);
    assertEquals(headers.get("x-content-type-options"), "nosniff", path);
    assertEquals(
      headers.get("cross-origin-opener-policy"),
      "same-origin",
      path,
    );
    assert(
      headers.has("referrer-policy") && headers.has("permissions-policy"),
      path,
    );
    assertFalse(headers.has("strict-transport-security"), path);
  }
});

Deno.test("what is for one person is kept by no cache that others share", async () => {
  using app = await TestApp.open();
  const caching = async (path: string, headers: HeadersInit = {}) =>
    (await app.ask(path, { headers })).headers.get("cache-control");
  for (
    const path of [
      "/",
      "/rooms/lobby",
      "/rooms/nowhere",
      "/api/rooms",
      "/api/rooms/lobby/messages",
      "/api/welcome",
      "/api/nowhere",
    ]
  ) {
    assertEquals(await caching(path), "private, no-cache", path);
  }
  const page = await (await app.ask("/")).text();
  const style = /href="(\/[^"]+\.css[^"]*)"/.exec(page)?.[1] ?? "";
  assertMatch(await caching(style) ?? "", /immutable/);
  // The headers of a 304 replace those that a cache has (RFC 9111, section 4.3.4).
  const etag = (await app.ask(style)).headers.get("etag") ?? "";
  assertEquals(await caching(style, { "if-none-match": etag }), null);
});

Deno.test("the session cookie is HttpOnly and Lax, over HTTPS Secure with the __Host- prefix", async () => {
  using app = await TestApp.open({ CHAT_TRUST_PROXY: "on" });
  const plain = (await app.ask("/")).headers.get("set-cookie") ?? "";
  assertMatch(plain, /^session=[\w-]{43};/);
  for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) {
    assert(plain.includes(part), plain);
  }
  assertFalse(plain.includes("Secure"));
  const secure =
    (await app.ask("/", { headers: { "x-forwarded-proto": "https" } })).headers
      .get("set-cookie") ?? "";
  assertMatch(secure, /^__Host-session=[\w-]{43}; Secure/);
});

Deno.test("a page gives a newcomer one session and keeps it", async () => {
  using app = await TestApp.open();
  const token =
    (await app.ask("/")).headers.get("set-cookie")?.match(/session=([^;]+)/)
      ?.[1] ?? "";
  assertEquals((await app.ask("/", { token })).headers.get("set-cookie"), null);
  assertEquals((await app.ask("/api/rooms")).headers.get("set-cookie"), null);
});

/** Whether a page, asked for without a cookie from an address, gives one. */
async function welcomes(
  app: TestApp,
  address = "192.0.2.1",
  init?: RequestInit,
): Promise<boolean> {
  const headers = { "x-forwarded-for": address };
  const answer = await app.ask("/rooms/lobby", { ...init, headers });
  await answer.body?.cancel();
  assertEquals(answer.status, 200);
  return answer.headers.has("set-cookie");
}

/** As many newcomers from one address as can be at once. */
async function crowd(app: TestApp): Promise<void> {
  for (let i = 0; i < NEWCOMERS_BURST; i++) assert(await welcomes(app));
}

Deno.test("past so many newcomers from an address a page gives no session until some time has passed", async () => {
  const environment = new FakeEnvironment();
  using app = await TestApp.open({ CHAT_TRUST_PROXY: "on" }, environment);
  await crowd(app);
  assertFalse(await welcomes(app));
  assert(await welcomes(app, "192.0.2.2"));
  environment.pass(1_000);
  assert(await welcomes(app));
  assertFalse(await welcomes(app));
});

Deno.test("past so many newcomers from an address nobody without a session changes anything", async () => {
  const variables = { CHAT_TRUST_PROXY: "on" };
  using app = await TestApp.open(variables, new FakeEnvironment());
  await crowd(app);
  for (const path of ["/rooms/lobby", "/"]) {
    const answer = await app.ask(path, {
      method: "POST",
      headers: { "x-forwarded-for": "192.0.2.1" },
      body: new URLSearchParams({ action: "name", name: "Ada", body: "x" }),
    });
    assertEquals([answer.status, answer.headers.get("retry-after")], [
      429,
      "1",
    ]);
    await answer.body?.cancel();
  }
  assertEquals((await app.chat.history("lobby", { limit: 1 })).messages, []);
});

Deno.test("where an address may have any number of connections, as many newcomers come from it", async () => {
  const variables = { CHAT_TRUST_PROXY: "on", CHAT_CONNECTIONS_PER_IP: "0" };
  using app = await TestApp.open(variables, new FakeEnvironment());
  await crowd(app);
  assert(await welcomes(app));
});

Deno.test("who comes while the store takes nothing may read, and what they send is refused", async () => {
  using log = new CapturedLog();
  const store = await FaultyStore.open();
  using app = await TestApp.open({}, systemEnvironment, store);
  store.failCommits("throws", "throws");
  assertFalse(await welcomes(app));
  const body = new URLSearchParams({ action: "name", name: "Ada" });
  const answer = await app.ask("/", { method: "POST", body });
  await answer.body?.cancel();
  assertEquals(answer.status, 500);
  assertMatch(log.lines[0] ?? "", /keeping a newcomer failed.*network/);
  assert(await welcomes(app));
});

Deno.test("HEAD of a page gives no session", async () => {
  using app = await TestApp.open();
  assertFalse(await welcomes(app, undefined, { method: "HEAD" }));
});

Deno.test("a cookie that can't be read counts as none", async () => {
  using app = await TestApp.open();
  for (
    const cookie of ["session=;", ";;", "session=nobody", "=", "session=\u00ff"]
  ) {
    assertEquals(
      (await app.ask("/", { headers: { cookie } })).status,
      200,
      cookie,
    );
  }
});

Deno.test("a token that nobody has is 401", async () => {
  using app = await TestApp.open();
  const headers = { authorization: "Bearer nobody" };
  assertEquals((await app.ask("/api/rooms", { headers })).status, 401);
});

Deno.test("a foreign page can't post in a person's name", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  const form = {
    method: "POST",
    body: new URLSearchParams({ body: "x", id: "1" }),
    token,
  };
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: "http://other.chat.test" },
  ];
  for (const headers of foreign) {
    assertEquals(
      (await app.ask("/rooms/lobby", { ...form, headers })).status,
      403,
    );
  }
  assertEquals((await app.chat.history("lobby", { limit: 1 })).messages, []);
});

Deno.test("where guests are off, who has no session gets 401", async () => {
  using app = await TestApp.open({ CHAT_GUESTS: "off" });
  for (
    const path of [
      "/",
      "/rooms/lobby",
      "/api/rooms",
      "/api/rooms/lobby/messages",
      "/api/rooms/lobby/events",
    ]
  ) {
    assertEquals((await app.ask(path)).status, 401, path);
  }
  assertEquals((await app.ask("/healthz")).status, 200);
});
