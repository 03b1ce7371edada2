import { assertEquals } from "@std/assert";
import {
  type ErrorStatus,
  isClientErrorStatus,
  isErrorStatus,
  isInformationalStatus,
  isRedirectStatus,
  isServerErrorStatus,
  isStatus,
  isSuccessfulStatus,
  STATUS_CODE,
  STATUS_TEXT,
  type StatusCode,
} from "@std/http/status";

Deno.test("STATUS_CODE has 62 names, each with a code of its own", () => {
  assertEquals(Object.keys(STATUS_CODE).length, 62);
  assertEquals(new Set(Object.values(STATUS_CODE)).size, 62);
});

Deno.test("STATUS_CODE has the names that a chat server answers with", () => {
  const {
    OK,
    SeeOther,
    ContentTooLarge,
    URITooLong,
    UnprocessableEntity,
    TooManyRequests,
    Teapot,
  } = STATUS_CODE;
  assertEquals<number[]>(
    [OK, SeeOther, ContentTooLarge, URITooLong],
    [200, 303, 413, 414],
  );
  assertEquals<number[]>(
    [UnprocessableEntity, TooManyRequests, Teapot],
    [422, 429, 418],
  );
});

Deno.test("STATUS_CODE and STATUS_TEXT are typed by their literals", () => {
  const found: 404 = STATUS_CODE.NotFound;
  const text: "Not Found" = STATUS_TEXT[found];
  const codes: StatusCode[] = [200, 404];
  const errors: ErrorStatus[] = [404, 500];
  assertEquals([text, codes.length, errors.length], ["Not Found", 2, 2]);
});

Deno.test("STATUS_TEXT has a text for every code, and no 306", () => {
  for (const code of Object.values(STATUS_CODE)) {
    assertEquals(STATUS_TEXT[code].length > 0, true, String(code));
  }
  assertEquals(Object.keys(STATUS_TEXT).length, 62);
  assertEquals(Object.keys(STATUS_TEXT).includes("306"), false);
});

Deno.test("isStatus() knows the listed codes only", () => {
  assertEquals([200, 404, 511].map((code) => isStatus(code)), [
    true,
    true,
    true,
  ]);
  assertEquals(
    [0, 299, 306, 600, 200.5, NaN].some((code) => isStatus(code)),
    false,
  );
});

Deno.test("the group predicates take known codes of their hundred", () => {
  const known: number[] = Object.values(STATUS_CODE);
  const between = (low: number, high: number) =>
    known.filter((code) => code >= low && code < high);
  assertEquals(
    known.filter((code) => isInformationalStatus(code)),
    between(100, 200),
  );
  assertEquals(
    known.filter((code) => isSuccessfulStatus(code)),
    between(200, 300),
  );
  assertEquals(
    known.filter((code) => isRedirectStatus(code)),
    between(300, 400),
  );
  assertEquals(
    known.filter((code) => isClientErrorStatus(code)),
    between(400, 500),
  );
  assertEquals(
    known.filter((code) => isServerErrorStatus(code)),
    between(500, 600),
  );
  assertEquals(known.filter((code) => isErrorStatus(code)), between(400, 600));
});

Deno.test("the group predicates refuse unknown codes", () => {
  assertEquals([
    isErrorStatus(599),
    isServerErrorStatus(599),
    isClientErrorStatus(499),
  ], [false, false, false]);
  assertEquals([
    isInformationalStatus(199),
    isSuccessfulStatus(299),
    isRedirectStatus(306),
  ], [false, false, false]);
});

Deno.test("the predicates narrow the type", () => {
  const status: number = JSON.parse("404");
  if (!isErrorStatus(status)) throw new Error("Expected an error status");
  const narrowed: ErrorStatus = status;
  assertEquals(STATUS_TEXT[narrowed], "Not Found");
});
