import { assert, assertEquals } from "@std/assert";
import { type Cookie, getSetCookies, setCookie } from "@std/http/cookie";

function cookiesOf(...lines: string[]): Cookie[] {
  const headers = new Headers();
  for (const line of lines) headers.append("set-cookie", line);
  return getSetCookies(headers);
}

/** What the warnings say is not fixed; that there is one is. */
function quietly<T>(run: () => T): { result: T; warnings: number } {
  const { warn } = console;
  let warnings = 0;
  console.warn = () => warnings++;
  try {
    const result = run();
    return { result, warnings };
  } finally {
    console.warn = warn;
  }
}

Deno.test("getSetCookies() reads every cookie", () => {
  assertEquals(cookiesOf("a=1", "b=x=y"), [{ name: "a", value: "1" }, {
    name: "b",
    value: "x=y",
  }]);
  assertEquals(cookiesOf(), []);
});

Deno.test("getSetCookies() reads the attributes with their types, whatever the case of their names", () => {
  const line =
    "a=1; secure; HTTPONLY; Max-Age=60; domain=chat.example; SameSite=Strict; PATH=/chat; " +
    "Expires=Wed, 02 Jan 2030 03:04:05 GMT";
  assertEquals(cookiesOf(line), [{
    name: "a",
    value: "1",
    secure: true,
    httpOnly: true,
    maxAge: 60,
    domain: "chat.example",
    sameSite: "Strict",
    path: "/chat",
    expires: new Date(Date.UTC(2030, 0, 2, 3, 4, 5)),
  }]);
});

Deno.test("getSetCookies() keeps unknown attributes, and Partitioned, as text", () => {
  const [cookie] = cookiesOf("a=1; Priority=High; Partitioned");
  assertEquals(cookie?.unparsed?.[0], "Priority=High");
  assert(cookie?.unparsed?.[1]?.startsWith("Partitioned"));
});

Deno.test("getSetCookies() reads what setCookie() wrote", () => {
  const cookie: Cookie = {
    name: "__Host-s",
    value: "1",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: 60,
  };
  const headers = new Headers();
  setCookie(headers, cookie);
  assertEquals(getSetCookies(headers), [{
    ...cookie,
    secure: true,
    path: "/",
  }]);
});

Deno.test("getSetCookies() drops cookies that a browser would refuse, with a warning each", () => {
  const lines = [
    "a=1; Max-Age=-1",
    "__Secure-a=1",
    "__Host-a=1; Path=/",
    "__Host-b=1; Secure",
    "__Host-c=1; Secure; Path=/; Domain=chat.example",
  ];
  for (const line of lines) {
    const { result, warnings } = quietly(() => cookiesOf(line, "good=1"));
    assertEquals(result, [{ name: "good", value: "1" }], line);
    assert(warnings > 0, line);
  }
});

Deno.test("getSetCookies() keeps well formed __Host- and __Secure- cookies", () => {
  const { result, warnings } = quietly(() =>
    cookiesOf("__Host-a=1; Secure; Path=/", "__Secure-b=2; Secure")
  );
  assertEquals(result.map(({ name }) => name), ["__Host-a", "__Secure-b"]);
  assertEquals(warnings, 0);
});
