import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  BODY_CODE_POINTS,
  FORM_BODY_BYTES,
  JSON_BODY_BYTES,
} from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";
import { readForm, readJson } from "@/http/body.ts";

const FORM = "application/x-www-form-urlencoded";

function request(body: BodyInit, type = "application/json"): Request {
  return new Request("http://chat.example/", {
    method: "POST",
    body,
    headers: { "content-type": type },
  });
}

async function refused(read: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => read, Refusal)).code;
}

/** A body that goes on for ever, and what was taken of it. */
function endless() {
  let taken = 0;
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      taken += 1024;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
    cancel() {
      cancelled = true;
    },
  });
  return { stream, taken: () => taken, cancelled: () => cancelled };
}

Deno.test("readJson() refuses a body that breaks off", async () => {
  const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: () => Promise.reject(new TypeError("The client has gone away")),
  });
  assertEquals(await refused(readJson(request(broken))), "bad_packet");
});

Deno.test("readJson() reads JSON", async () => {
  assertEquals(await readJson(request('{"id":"a","body":"ä😀"}')), {
    id: "a",
    body: "ä😀",
  });
  assertEquals(await readJson(request("null")), null);
});

Deno.test("readJson() reads a body that comes in pieces, cut within a character", async () => {
  const bytes = new TextEncoder().encode('"ä😀"');
  const stream = ReadableStream.from(
    [...bytes].map((byte) => Uint8Array.of(byte)),
  );
  assertEquals(await readJson(request(stream)), "ä😀");
});

Deno.test("readJson() takes the largest body and nothing larger", async () => {
  assertEquals(await readJson(request("1".padEnd(JSON_BODY_BYTES))), 1);
  assertEquals(
    await refused(readJson(request("1".padEnd(JSON_BODY_BYTES + 1)))),
    "too_long",
  );
});

Deno.test("readJson() stops an endless body where it is too long", async () => {
  const body = endless();
  assertEquals(await refused(readJson(request(body.stream))), "too_long");
  assert(body.taken() < 2 * JSON_BODY_BYTES, `took ${body.taken()}`);
  assert(body.cancelled());
});

Deno.test("readJson() does not believe Content-Length", async () => {
  const headers = { "content-length": "1", "content-type": "application/json" };
  const body = "1".padEnd(JSON_BODY_BYTES + 1);
  const lying = new Request("http://chat.example/", {
    method: "POST",
    body,
    headers,
  });
  assertEquals(await refused(readJson(lying)), "too_long");
});

const notJson: [string, BodyInit][] = [
  ["nothing", ""],
  ["a word", "hello"],
  ["open brackets", "[".repeat(60_000)],
  ["half a character", new Uint8Array([0x22, 0xc3, 0x22])],
  ["a surrogate in UTF-8", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ["UTF-16", new Uint8Array([0x22, 0, 0x61, 0, 0x22, 0])],
];
for (const [what, body] of notJson) {
  Deno.test(`readJson() refuses ${what} as bad_json`, async () => {
    assertEquals(await refused(readJson(request(body))), "bad_json");
  });
}

Deno.test("readJson() refuses a request without a body", async () => {
  const bare = new Request("http://chat.example/", { method: "POST" });
  assertEquals(await refused(readJson(bare)), "bad_json");
});

Deno.test("readJson() does not let '__proto__' pollute anything", async () => {
  await readJson(request('{"__proto__":{"polluted":1}}'));
  assertEquals(Reflect.get({}, "polluted"), undefined);
});

Deno.test("readForm() reads both kinds of form", async () => {
  const fields = { body: "ä & 😀", id: "a" };
  const expected = new Map(Object.entries(fields));
  assertEquals(
    await readForm(request(new URLSearchParams(fields), FORM)),
    expected,
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const multipart = new Request("http://chat.example/", {
    method: "POST",
    body: form,
  });
  assertEquals(await readForm(multipart), expected);
});

Deno.test("readForm() counts files as absent", async () => {
  const form = new FormData();
  form.set("body", new File(["x"], "body.txt"));
  form.set("id", "a");
  const multipart = new Request("http://chat.example/", {
    method: "POST",
    body: form,
  });
  assertEquals([...await readForm(multipart)], [["id", "a"]]);
});

Deno.test("readForm() keeps a field named '__proto__' as a field", async () => {
  const form = await readForm(request("__proto__=1&constructor=2", FORM));
  assertEquals([...form], [["__proto__", "1"], ["constructor", "2"]]);
});

for (const unit of ["a", "漢", "😀", "\u0001"]) {
  Deno.test(`readForm() takes the longest message of ${JSON.stringify(unit)}`, async () => {
    const body = unit.repeat(BODY_CODE_POINTS);
    const form = await readForm(request(new URLSearchParams({ body }), FORM));
    assertEquals(form.get("body"), body);
  });
}

Deno.test("readForm() takes the largest body and nothing larger", async () => {
  await readForm(request("a".repeat(FORM_BODY_BYTES), FORM));
  assertEquals(
    await refused(readForm(request("a".repeat(FORM_BODY_BYTES + 1), FORM))),
    "too_long",
  );
  const body = endless();
  assertEquals(await refused(readForm(request(body.stream, FORM))), "too_long");
  assert(body.taken() < 2 * FORM_BODY_BYTES);
  assert(body.cancelled());
});

for (
  const type of [
    "",
    "text/plain",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "nonsense",
  ]
) {
  Deno.test(`readForm() refuses what comes as '${type}' and is no form`, async () => {
    assertEquals(await refused(readForm(request("a=1", type))), "bad_packet");
  });
}
