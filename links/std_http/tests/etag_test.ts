import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { eTag, ifMatch, ifNoneMatch } from "@std/http/etag";

Deno.test("eTag() is the length in hex and the beginning of the SHA-256 digest", async () => {
  assertEquals(await eTag("hello"), '"5-LPJNul+wow4m6DsqxbninhsWHlw"');
  assertEquals(
    await eTag(new TextEncoder().encode("hello")),
    '"5-LPJNul+wow4m6DsqxbninhsWHlw"',
  );
});

Deno.test("eTag() counts bytes, not characters", async () => {
  assertMatch(await eTag("é".repeat(8)), /^"10-[A-Za-z0-9+/]{27}"$/);
});

Deno.test("eTag() takes another algorithm", async () => {
  const tag = await eTag("hello", { algorithm: "SHA-512" });
  assertMatch(tag, /^"5-[A-Za-z0-9+/]{27}"$/);
  assertNotEquals(tag, await eTag("hello"));
});

Deno.test("eTag() of a body is strong unless asked otherwise", async () => {
  assertEquals(
    await eTag("hello", { weak: true }),
    'W/"5-LPJNul+wow4m6DsqxbninhsWHlw"',
  );
});

Deno.test("eTag() of a file is weak unless asked otherwise", async () => {
  const file = { mtime: new Date(1000), size: 255 };
  assertMatch(await eTag(file) ?? "", /^W\/"ff-[A-Za-z0-9+/]{27}"$/);
  assertMatch(
    await eTag(file, { weak: false }) ?? "",
    /^"ff-[A-Za-z0-9+/]{27}"$/,
  );
});

Deno.test("eTag() of a file changes with its time and its size", async () => {
  const tag = await eTag({ mtime: new Date(1000), size: 1 });
  assertEquals(await eTag({ mtime: new Date(1000), size: 1 }), tag);
  assertNotEquals(await eTag({ mtime: new Date(2000), size: 1 }), tag);
  assertNotEquals(await eTag({ mtime: new Date(1000), size: 2 }), tag);
});

Deno.test("eTag() of a file without a time is undefined", async () => {
  assertEquals(await eTag({ mtime: null, size: 1 }), undefined);
});

Deno.test("ifMatch() compares strongly", () => {
  assertEquals(ifMatch('"a"', '"a"'), true);
  assertEquals(ifMatch('"b", "a"', '"a"'), true);
  assertEquals(ifMatch("*", '"a"'), true);
  assertEquals(ifMatch('"b"', '"a"'), false);
  assertEquals(ifMatch('W/"a"', '"a"'), false);
  assertEquals(ifMatch('W/"a"', 'W/"a"'), false);
});

Deno.test("ifMatch() is false without a header or a tag", () => {
  assertEquals(ifMatch(null, '"a"'), false);
  assertEquals(ifMatch('"a"', undefined), false);
});

Deno.test("ifNoneMatch() is false for a tag that matches weakly", () => {
  assertEquals(ifNoneMatch('"a"', '"a"'), false);
  assertEquals(ifNoneMatch('W/"a"', '"a"'), false);
  assertEquals(ifNoneMatch('"a"', 'W/"a"'), false);
  assertEquals(ifNoneMatch('"b", W/"a"', '"a"'), false);
  assertEquals(ifNoneMatch("*", '"a"'), false);
});

Deno.test("ifNoneMatch() asks for the body if no tag matches or there is no header", () => {
  assertEquals(ifNoneMatch('"b"', '"a"'), true);
  assertEquals(ifNoneMatch(null, '"a"'), true);
});
