import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { HttpError } from "fresh";
import { StoreSilent } from "@/chat/patient_store.ts";
import type { ErrorCode } from "@/chat/protocol.ts";
import { OutcomeUnknown, Refusal } from "@/chat/refusal.ts";
import {
  problemOf,
  problemResponse,
  retryHeader,
  upgradeRequired,
} from "@/http/problem.ts";

const statuses: Record<ErrorCode, number> = {
  bad_json: 400,
  bad_packet: 422,
  unauthorized: 401,
  forbidden: 403,
  unknown_room: 404,
  unknown_message: 404,
  not_joined: 409,
  too_long: 413,
  rate_limited: 429,
  read_only: 403,
  unavailable: 503,
  internal: 500,
};
const codes = Object.entries(statuses).flatMap(([code, status]) =>
  isCode(code) ? [{ code, status }] : []
);

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(statuses, code);
}

for (const { code, status } of codes) {
  Deno.test(`problemOf() gives ${status} for '${code}', and says what the refusal says`, () => {
    const refusal = new Refusal(code, "Cannot do this: do that", {
      retryAfter: 1_500,
    });
    assertObjectMatch(problemOf(refusal), {
      status,
      code,
      detail: "Cannot do this: do that",
      retryAfter: 1_500,
    });
  });
}

Deno.test("problemOf() leaves out a time that nobody knows", () => {
  assertEquals(
    "retryAfter" in problemOf(new Refusal("forbidden", "No")),
    false,
  );
});

Deno.test("problemOf() asks to come back where the store is silent, and tells nothing of it", () => {
  const problem = problemOf(new StoreSilent("Within 1 ms at /data/chat.kv"));
  assertObjectMatch(problem, { status: 503, code: "unavailable" });
  assert((problem.retryAfter ?? 0) > 0);
  assert(!problem.detail?.includes("/data"));
});

Deno.test("problemOf() asks to repeat what has an open outcome, with the same id", () => {
  const problem = problemOf(new OutcomeUnknown("Cannot commit 'a'"));
  assertObjectMatch(problem, { status: 503, code: "unavailable" });
  assert((problem.retryAfter ?? 0) > 0);
  assert(problem.detail?.includes("same id"));
});

for (
  const [status, code] of [
    [400, "bad_packet"],
    [401, "unauthorized"],
    [403, "forbidden"],
    [405, "bad_packet"],
    [413, "too_long"],
    [429, "rate_limited"],
    [500, "internal"],
    [502, "internal"],
    [503, "unavailable"],
  ] as const
) {
  Deno.test(`problemOf() gives '${code}' for an HttpError ${status}`, () => {
    assertObjectMatch(problemOf(new HttpError(status)), { status, code });
    assertEquals(problemOf(new HttpError(status, "Why")).detail, "Why");
  });
}

for (
  const thrown of [
    new Error("Secret detail"),
    new TypeError("Secret detail"),
    "Secret detail",
    undefined,
    null,
  ]
) {
  Deno.test(`problemOf() tells a client nothing of ${String(thrown)}`, async () => {
    const problem = problemOf(thrown);
    assertObjectMatch(problem, { status: 500, code: "internal" });
    assert(!(await problemResponse(problem).text()).includes("Secret"));
  });
}

Deno.test("problemResponse() is a problem of RFC 9457", async () => {
  const response = problemResponse({
    status: 429,
    code: "rate_limited",
    detail: "Too fast",
    retryAfter: 1_001,
  });
  assertEquals(response.status, 429);
  assertEquals(
    response.headers.get("content-type"),
    "application/problem+json",
  );
  assertEquals(response.headers.get("retry-after"), "2");
  assertEquals(await response.json(), {
    type: "about:blank",
    title: "Too Many Requests",
    status: 429,
    detail: "Too fast",
    code: "rate_limited",
    retryAfter: 1_001,
  });
});

Deno.test("problemResponse() says something even of a problem without a detail", async () => {
  const response = problemResponse({ status: 500, code: "internal" });
  assertEquals(response.headers.has("retry-after"), false);
  assertObjectMatch(await response.json(), {
    title: "Internal Server Error",
    detail: "Internal Server Error",
  });
});

Deno.test("problemResponse() names the ways to sign in with a 401 (RFC 9110, section 15.5.2)", () => {
  const response = problemResponse({ status: 401, code: "unauthorized" });
  assert(response.headers.get("www-authenticate")?.startsWith("Bearer"));
});

Deno.test("retryHeader() rounds up to whole seconds", () => {
  assertEquals(retryHeader(undefined), {});
  assertEquals(retryHeader(1), { "retry-after": "1" });
  assertEquals(retryHeader(1_000), { "retry-after": "1" });
  assertEquals(retryHeader(1_001), { "retry-after": "2" });
});

Deno.test("upgradeRequired() names what to upgrade to (RFC 9110, section 15.5.22)", () => {
  const { status, headers } = upgradeRequired();
  assertEquals(status, 426);
  assertEquals(headers.get("upgrade"), "websocket");
  assertEquals(headers.get("connection"), "Upgrade");
  assertEquals(headers.get("sec-websocket-version"), "13");
});
