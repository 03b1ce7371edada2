import { assertEquals, assertRejects } from "@std/assert";
import { openKv } from "@/chat/open_kv.ts";
import { FakeEnvironment } from "./fake_environment.ts";

/** Opens after it has thrown these. */
function opening(...errors: Error[]): () => Promise<string> {
  return () => {
    const error = errors.shift();
    return error ? Promise.reject(error) : Promise.resolve("open");
  };
}

const locked = new Error("database is locked");

Deno.test("openKv() tries again while the file is locked", async () => {
  const environment = new FakeEnvironment();
  const opened = openKv(opening(locked, locked, locked), environment);
  assertEquals(await environment.until(opened), "open");
  assertEquals(environment.timers, 0);
});

Deno.test("openKv() throws any other error at once", async () => {
  const denied = new Error("unable to open database file");
  const environment = new FakeEnvironment();
  await assertRejects(
    () => openKv(opening(denied), environment),
    Error,
    "unable to open",
  );
});

Deno.test("openKv() throws when the file stays locked", async () => {
  const environment = new FakeEnvironment();
  const errors = Array<Error>(10_000).fill(locked);
  await assertRejects(
    () => environment.until(openKv(opening(...errors), environment)),
    Error,
    "locked",
  );
});
