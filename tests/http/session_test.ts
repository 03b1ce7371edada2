import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { SESSION_MS } from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";
import { mustHaveSession, personOf, setSession } from "@/http/session.ts";
import { TestChat } from "../chat/test_chat.ts";

const plain = new URL("http://chat.example/rooms/lobby");
const secure = new URL("https://chat.example/rooms/lobby");

/** A chat that knows one person, with the token of their session. */
async function known() {
  const test = await TestChat.open();
  const person = test.chat.people.guest();
  const token = await test.chat.people.welcome(person);
  const ask = (headers: Record<string, string>, url = plain) =>
    personOf(test.chat, new Headers(headers), url);
  const find = async (headers: Record<string, string>, url = plain) =>
    (await ask(headers, url))?.person;
  return {
    test,
    person,
    token,
    ask,
    find,
    [Symbol.dispose]: () => test.chat.close(),
  };
}

Deno.test("personOf() finds a person by the cookie", async () => {
  using fixture = await known();
  const { find, token, person } = fixture;
  assertEquals(await find({ cookie: `session=${token}` }), person);
  assertEquals(
    await find({ cookie: `theme=dark; session=${token}; a=b` }),
    person,
  );
});

Deno.test("personOf() takes over HTTPS only the cookie that no other host can have set", async () => {
  using fixture = await known();
  const { find, token, person } = fixture;
  assertEquals(await find({ cookie: `session=${token}` }, secure), undefined);
  assertEquals(
    await find({ cookie: `__Host-session=${token}` }, secure),
    person,
  );
});

Deno.test("personOf() finds a bot by its token, before any cookie", async () => {
  using fixture = await known();
  const { find, token, person } = fixture;
  for (const scheme of ["Bearer", "bearer", "BEARER"]) {
    assertEquals(await find({ authorization: `${scheme} ${token}` }), person);
  }
  assertEquals(
    await find({ authorization: `Bearer ${token}`, cookie: "session=x" }),
    person,
  );
});

Deno.test("personOf() refuses a token that nobody has, though a cookie would do", async () => {
  using fixture = await known();
  const { find, token } = fixture;
  const headers = { authorization: "Bearer wrong", cookie: `session=${token}` };
  const refusal = await assertRejects(() => find(headers), Refusal);
  assertEquals(refusal.code, "unauthorized");
  assert(!refusal.message.includes("wrong"));
});

const nobody = [
  "",
  "session",
  "session=",
  "session=;",
  "=x",
  "; ;",
  "session=wrong",
  "session=__proto__",
  "__proto__=x",
  `session=${"x".repeat(10_000)}`,
];
for (const cookie of nobody) {
  Deno.test(`personOf() knows nobody by the cookie '${cookie.slice(0, 40)}'`, async () => {
    using fixture = await known();
    assertEquals(await fixture.find({ cookie }), undefined);
  });
}

for (
  const authorization of [
    "Basic YTpi",
    "Bearer",
    "Bearer ",
    "Token x",
    "Bearer a b",
  ]
) {
  Deno.test(`personOf() takes '${authorization}' for no token`, async () => {
    using fixture = await known();
    assertEquals(await fixture.find({ authorization }), undefined);
  });
}

Deno.test("personOf() does not know an expired session", async () => {
  using fixture = await known();
  fixture.test.environment.pass(SESSION_MS);
  assertEquals(
    await fixture.find({ cookie: `session=${fixture.token}` }),
    undefined,
  );
});

Deno.test("personOf() gives the token to set again when the session was prolonged, and only where a cookie can be set", async () => {
  using fixture = await known();
  const { ask, token, test } = fixture;
  const cookie = `session=${token}`;
  assertEquals((await ask({ cookie }))?.prolonged, undefined);
  test.environment.pass(0.6 * SESSION_MS);
  const upgrade = await ask({ cookie, upgrade: "websocket" });
  assertEquals(upgrade?.prolonged, undefined);
  assertEquals((await ask({ cookie }))?.prolonged, token);
  assertEquals((await ask({ cookie }))?.prolonged, undefined);
});

function cookieSet(url: URL): { value: string; attributes: Set<string> } {
  const headers = new Headers();
  setSession(headers, url, "token");
  const [value = "", ...attributes] = headers.get("set-cookie")?.split("; ") ??
    [];
  return {
    value,
    attributes: new Set(attributes.map((text) => text.toLowerCase())),
  };
}

Deno.test("setSession() sets a cookie that scripts and other sites can't use", () => {
  const { value, attributes } = cookieSet(plain);
  assertEquals(value, "session=token");
  assertEquals(
    attributes,
    new Set([
      "httponly",
      "samesite=lax",
      "path=/",
      `max-age=${SESSION_MS / 1000}`,
    ]),
  );
});

Deno.test("setSession() binds the cookie to host and HTTPS where there is HTTPS", () => {
  const { value, attributes } = cookieSet(secure);
  assertEquals(value, "__Host-session=token");
  assert(attributes.has("secure"));
  assert(attributes.has("path=/"));
  assert(![...attributes].some((attribute) => attribute.startsWith("domain")));
});

Deno.test("mustHaveSession() refuses who has none", async () => {
  using fixture = await known();
  const { chat } = fixture.test;
  const state = {
    chat,
    person: fixture.person,
    address: "192.0.2.1",
    settings: {
      port: 0,
      kv: undefined,
      workers: 1,
      guests: true,
      origins: [],
      postsPerSecond: 0,
      connectionsPerIp: 0,
      trustProxy: false,
    },
  };
  mustHaveSession({ ...state, hasSession: true });
  const refusal = assertThrows(
    () => mustHaveSession({ ...state, hasSession: false }),
    Refusal,
  );
  assertEquals(refusal.code, "unauthorized");
});
