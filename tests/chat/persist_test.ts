import { assertEquals, assertRejects } from "@std/assert";
import { persist } from "@/chat/persist.ts";
import { Refusal } from "@/chat/refusal.ts";
import type { Store } from "@/chat/store.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { type CommitFault, FaultyStore } from "./faulty_store.ts";

function commit(store: Store) {
  const sets = [{ key: ["a"], value: 1 }];
  return () => store.commit({ checks: [], sets, deletes: [] });
}

Deno.test("persist() tries again as long as the store is busy for a moment", async () => {
  using store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  store.failCommits("conflict", "conflict, but committed", "conflict");
  const outcome = persist(environment, commit(store));
  const version = await environment.until(outcome, 1_000);
  assertEquals(await store.get(["a"]), { key: ["a"], value: 1, version });
  assertEquals(store.commits.length, 4);
});

Deno.test("persist() refuses with unavailable when the store stays busy", async () => {
  using store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  store.failCommits(...Array<CommitFault>(1_000).fill("conflict"));
  const refusal = await assertRejects(
    () => environment.until(persist(environment, commit(store)), 1_000),
    Refusal,
  );
  assertEquals(refusal.code, "unavailable");
});

Deno.test("persist() throws what the store throws", async () => {
  using store = await FaultyStore.open();
  store.failCommits("throws");
  await assertRejects(
    () => persist(new FakeEnvironment(), commit(store)),
    Error,
    "network",
  );
  assertEquals(store.commits.length, 1);
});
