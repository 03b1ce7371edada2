import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
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

Deno.test("what is made for one person is not kept for others on the way", async () => {
  using app = await TestApp.open();
  for (
    const path of [
      "/",
      "/rooms/lobby",
      "/nowhere",
      "/api/rooms",
      "/api/welcome",
    ]
  ) {
    const { headers } = await app.ask(path);
    assertEquals(headers.get("cache-control"), "private, no-cache", path);
  }
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
