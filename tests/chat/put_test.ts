import { assertEquals, assertRejects } from "@std/assert";
import { put } from "@/chat/put.ts";
import { Refusal } from "@/chat/refusal.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { type CommitFault, FaultyStore } from "./faulty_store.ts";

const sets = [{ key: ["a"], value: 1 }];

Deno.test("put() writes again as long as the store is busy for a moment", async () => {
  using store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  store.failCommits("conflict", "conflict, but committed", "conflict");
  await environment.until(put(store, environment, sets), 1_000);
  assertEquals((await store.get(["a"])).value, 1);
  assertEquals(store.commits.length, 4);
});

Deno.test("put() refuses with unavailable when the store stays busy", async () => {
  using store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  store.failCommits(...Array<CommitFault>(1_000).fill("conflict"));
  const refusal = await assertRejects(
    () => environment.until(put(store, environment, sets), 1_000),
    Refusal,
  );
  assertEquals(refusal.code, "unavailable");
});

Deno.test("put() throws what the store throws", async () => {
  using store = await FaultyStore.open();
  store.failCommits("throws");
  await assertRejects(
    () => put(store, new FakeEnvironment(), sets),
    Error,
    "network",
  );
});
