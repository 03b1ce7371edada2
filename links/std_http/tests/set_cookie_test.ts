import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { type Cookie, deleteCookie, setCookie } from "@std/http/cookie";

function written(cookie: Cookie): string[] {
  const headers = new Headers();
  setCookie(headers, cookie);
  return headers.getSetCookie();
}

Deno.test("setCookie() writes the name and the value as they are", () => {
  assertEquals(written({ name: "a", value: "b" }), ["a=b"]);
  assertEquals(written({ name: "a", value: "" }), ["a="]);
  assertEquals(written({ name: "a", value: "%20=b" }), ["a=%20=b"]);
});

Deno.test("setCookie() writes the attributes in a fixed order", () => {
  const cookie: Cookie = {
    unparsed: ["Priority=High", "Extra"],
    expires: new Date(Date.UTC(2030, 0, 2, 3, 4, 5)),
    path: "/chat",
    sameSite: "Lax",
    domain: "chat.example",
    maxAge: 60,
    partitioned: true,
    httpOnly: true,
    secure: true,
    value: "s1",
    name: "session",
  };
  assertEquals(written(cookie), [
    "session=s1; Secure; HttpOnly; Partitioned; Max-Age=60; Domain=chat.example; SameSite=Lax; Path=/chat; " +
    "Expires=Wed, 02 Jan 2030 03:04:05 GMT; Priority=High; Extra",
  ]);
});

Deno.test("setCookie() leaves out what is false", () => {
  assertEquals(
    written({
      name: "a",
      value: "b",
      secure: false,
      httpOnly: false,
      partitioned: false,
    }),
    ["a=b"],
  );
});

Deno.test("setCookie() appends to the cookies already set", () => {
  const headers = new Headers();
  setCookie(headers, { name: "a", value: "1" });
  setCookie(headers, { name: "b", value: "2" });
  assertEquals(headers.getSetCookie(), ["a=1", "b=2"]);
});

Deno.test("setCookie() appends nothing for an empty name", () => {
  assertEquals(written({ name: "", value: "b" }), []);
});

Deno.test("setCookie() refuses a name that is no token", () => {
  for (
    const name of [
      "a b",
      "a=b",
      "a;b",
      "a[b]",
      "a(b)",
      "a{b}",
      "a<b>",
      'a"b"',
      "a,b",
      "a\tb",
      "a\nb",
      "é",
    ]
  ) {
    assertThrows(
      () => written({ name, value: "x" }),
      SyntaxError,
      `Invalid cookie name: "${name}"`,
    );
  }
});

Deno.test("setCookie() refuses a value with a character that would end or break it, and names the cookie", () => {
  for (
    const value of [
      "a b",
      'a"b',
      "a,b",
      "a;b",
      "a\\b",
      "a\nb",
      "a\x00b",
      "a\x7fb",
    ]
  ) {
    assertThrows(() => written({ name: "sess", value }), SyntaxError, "sess");
  }
});

Deno.test("setCookie() refuses a value beyond US-ASCII", () => {
  for (const value of ["é", "日本", "👋"]) {
    assertThrows(() => written({ name: "a", value }), SyntaxError);
  }
});

Deno.test("setCookie() writes Max-Age for whole seconds only", () => {
  assertEquals(written({ name: "a", value: "b", maxAge: 0 }), [
    "a=b; Max-Age=0",
  ]);
  assertEquals(written({ name: "a", value: "b", maxAge: 1.5 }), ["a=b"]);
  assertThrows(
    () => written({ name: "a", value: "b", maxAge: -1 }),
    RangeError,
  );
});

Deno.test("setCookie() writes Expires for a date or for milliseconds other than 0", () => {
  const expected = ["a=b; Expires=Thu, 01 Jan 1970 00:00:01 GMT"];
  assertEquals(written({ name: "a", value: "b", expires: 1000 }), expected);
  assertEquals(
    written({ name: "a", value: "b", expires: new Date(1000) }),
    expected,
  );
  assertEquals(written({ name: "a", value: "b", expires: 0 }), ["a=b"]);
});

Deno.test("setCookie() refuses a path that would begin another attribute, or is not US-ASCII", () => {
  for (const path of ["/;Domain=evil.example", "/é"]) {
    assertThrows(() => written({ name: "a", value: "b", path }), SyntaxError);
  }
});

Deno.test("setCookie() refuses a domain that begins with - or ends with . or -", () => {
  for (const domain of ["-chat.example", "chat.example.", "chat.example-"]) {
    assertThrows(() => written({ name: "a", value: "b", domain }), SyntaxError);
  }
});

Deno.test("setCookie() makes a __Secure cookie secure", () => {
  assertEquals(written({ name: "__Secure-a", value: "b" }), [
    "__Secure-a=b; Secure",
  ]);
});

Deno.test("setCookie() makes a __Host cookie secure, without domain and for all paths, and changes the object", () => {
  const cookie: Cookie = {
    name: "__Host-a",
    value: "b",
    domain: "chat.example",
    path: "/chat",
  };
  assertEquals(written(cookie), ["__Host-a=b; Secure; Path=/"]);
  assertEquals({
    path: cookie.path,
    domain: cookie.domain,
    secure: cookie.secure,
  }, {
    path: "/",
    domain: undefined,
    secure: true,
  });
});

Deno.test("deleteCookie() writes an empty cookie that expired long ago", () => {
  const headers = new Headers();
  deleteCookie(headers, "session");
  assertEquals(headers.getSetCookie(), [
    "session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
  ]);
});

Deno.test("deleteCookie() takes the attributes that the cookie was set with", () => {
  const headers = new Headers();
  const attributes = {
    path: "/chat",
    domain: "chat.example",
    secure: true,
    httpOnly: true,
    partitioned: true,
  };
  deleteCookie(headers, "session", attributes);
  const [line = ""] = headers.getSetCookie();
  assert(line.startsWith("session=; "));
  assert(line.endsWith("; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
  for (
    const part of [
      "; Secure",
      "; HttpOnly",
      "; Partitioned",
      "; Domain=chat.example",
      "; Path=/chat",
    ]
  ) {
    assertStringIncludes(line, part);
  }
});
