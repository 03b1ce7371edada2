import { assertEquals, assertStrictEquals } from "@std/assert";
import * as http from "@std/http";
import * as cookie from "@std/http/cookie";
import * as etag from "@std/http/etag";
import * as negotiation from "@std/http/negotiation";
import * as events from "@std/http/server-sent-event-stream";
import * as status from "@std/http/status";

Deno.test("the root gathers what the paths export", () => {
  const gathered = new Map<string, unknown>(Object.entries(http));
  for (const path of [cookie, etag, negotiation, events, status]) {
    for (const [name, value] of Object.entries(path)) {
      assertStrictEquals(gathered.get(name), value, name);
    }
  }
});

Deno.test("the paths export what their names say", () => {
  assertEquals(Object.keys(cookie).toSorted(), [
    "deleteCookie",
    "getCookies",
    "getSetCookies",
    "setCookie",
  ]);
  assertEquals(Object.keys(etag).toSorted(), [
    "eTag",
    "ifMatch",
    "ifNoneMatch",
  ]);
  assertEquals(Object.keys(negotiation).toSorted(), [
    "accepts",
    "acceptsEncodings",
    "acceptsLanguages",
  ]);
  assertEquals(Object.keys(events), ["ServerSentEventStream"]);
});
