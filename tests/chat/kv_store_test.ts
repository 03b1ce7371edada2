import { assert, assertEquals, assertRejects } from "@std/assert";
import { KvStore } from "@/chat/kv_store.ts";
import type { Entry, Range } from "@/chat/store.ts";

async function openStore(): Promise<KvStore & Disposable> {
  const store = new KvStore(await Deno.openKv(":memory:"));
  return Object.assign(store, { [Symbol.dispose]: () => store.close() });
}

async function listed(store: KvStore, range: Range): Promise<unknown[]> {
  return (await Array.fromAsync(store.list(range))).map(({ value }) => value);
}

/** Sets `["n", from]` to `["n", to]` to their numbers. */
async function count(store: KvStore, from: number, to: number): Promise<void> {
  const sets = [];
  for (let n = from; n <= to; n++) sets.push({ key: ["n", n], value: n });
  assert(await store.commit({ checks: [], sets, deletes: [] }));
}

Deno.test("get() gives an absent entry as null", async () => {
  using store = await openStore();
  assertEquals(await store.get(["a", 1]), {
    key: ["a", 1],
    value: null,
    version: null,
  });
});

Deno.test("commit() gives the version that the keys then have", async () => {
  using store = await openStore();
  const version = await store.commit({
    checks: [{ key: ["a"], version: null }],
    sets: [{ key: ["a"], value: 1 }, { key: ["b"], value: { two: 2 } }],
    deletes: [],
  });
  assert(version);
  assertEquals(await store.getMany([["a"], ["b"]]), [
    { key: ["a"], value: 1, version },
    { key: ["b"], value: { two: 2 }, version },
  ]);
});

Deno.test("commit() gives null and does nothing when a check fails", async () => {
  using store = await openStore();
  await count(store, 1, 1);
  const outcome = await store.commit({
    checks: [{ key: ["n", 1], version: null }],
    sets: [{ key: ["a"], value: 1 }],
    deletes: [["n", 1]],
  });
  assertEquals(outcome, null);
  assertEquals((await store.get(["a"])).value, null);
  assertEquals((await store.get(["n", 1])).value, 1);
});

Deno.test("commit() counts, from nothing on, and only if the checks hold", async () => {
  using store = await openStore();
  const transaction = {
    checks: [{ key: ["a"], version: null }],
    sets: [],
    deletes: [],
    counts: [["n"], ["m"]],
  };
  await store.commit(transaction);
  const version = await store.commit(transaction);
  await count(store, 1, 1);
  assertEquals(await store.getMany([["n"], ["m"]]), [
    { key: ["n"], value: 2, version },
    { key: ["m"], value: 2, version },
  ]);
  const a = [{ key: ["a"], value: 1 }];
  assert(await store.commit({ checks: [], sets: a, deletes: [] }));
  assertEquals(await store.commit(transaction), null);
  assertEquals((await store.get(["n"])).value, 2);
});

Deno.test("commit() goes through while the checked version stands", async () => {
  using store = await openStore();
  await count(store, 1, 1);
  const { version } = await store.get(["n", 1]);
  const again = {
    checks: [{ key: ["n", 1], version }],
    sets: [],
    deletes: [["n", 1]],
  };
  assert(await store.commit(again));
  assertEquals((await store.get(["n", 1])).value, null);
  assertEquals(await store.commit(again), null);
});

Deno.test("commit() throws for what the database does not take", async () => {
  using store = await openStore();
  const value = new Uint8Array(100_000);
  await assertRejects(
    () =>
      store.commit({ checks: [], sets: [{ key: ["a"], value }], deletes: [] }),
    TypeError,
  );
});

Deno.test("commit() takes a locked database for a conflict, any other error for an error", async () => {
  const errors = [
    new TypeError("database is locked"),
    new TypeError("disk I/O error"),
  ];
  const atomic = {
    check: () => atomic,
    set: () => atomic,
    delete: () => atomic,
    commit: () => Promise.reject(errors.shift()),
  };
  using kv = await Deno.openKv(":memory:");
  Object.defineProperty(kv, "atomic", { value: () => atomic });
  const store = new KvStore(kv);
  const nothing = { checks: [], sets: [], deletes: [] };
  assertEquals(await store.commit(nothing), null);
  await assertRejects(() => store.commit(nothing), TypeError, "disk I/O");
});

Deno.test("getMany() gives any number of entries in the order of their keys", async () => {
  using store = await openStore();
  await count(store, 1, 30);
  assertEquals(await store.getMany([]), []);
  const order = [30, 1, 99, ...Array.from({ length: 29 }, (_, i) => i + 1)];
  const entries = await store.getMany(order.map((n) => ["n", n]));
  assertEquals(
    entries.map(({ value }) => value),
    order.map((n) => n === 99 ? null : n),
  );
  assertEquals(entries.map(({ key }) => key[1]), order);
});

Deno.test("list() gives from start, included, to end, excluded", async () => {
  using store = await openStore();
  await count(store, 1, 9);
  const range = { start: ["n", 3], end: ["n", 7], limit: 100 };
  assertEquals(await listed(store, range), [3, 4, 5, 6]);
  assertEquals(await listed(store, { ...range, limit: 2 }), [3, 4]);
  assertEquals(await listed(store, { ...range, limit: 2, reverse: true }), [
    6,
    5,
  ]);
  assertEquals(await listed(store, { ...range, end: ["n", 3] }), []);
});

Deno.test("list() goes past the largest batch of the database", async () => {
  using store = await openStore();
  await count(store, 1, 900);
  await count(store, 901, 1_200);
  const range = { start: ["n", 1], end: ["n", 5_000], limit: 1_100 };
  const found = await listed(store, range);
  assertEquals(found, Array.from({ length: 1_100 }, (_, i) => i + 1));
});

Deno.test("watch() calls back for a change and not any more once it was called off", async () => {
  using store = await openStore();
  let { promise, resolve } = Promise.withResolvers<void>();
  const stop = store.watch([["n", 1], ["n", 2]], () => resolve());
  await promise; // What stands there in the beginning.
  ({ promise, resolve } = Promise.withResolvers<void>());
  await count(store, 2, 2);
  await promise;
  stop();
});

Deno.test("watch() leaves a file alone", async () => {
  using kv = await Deno.openKv(":memory:");
  kv.watch = () => {
    throw new Error("Expected nobody to watch");
  };
  new KvStore(kv, true).watch([["n", 1]], () => {})();
});

Deno.test("watch() survives that the store is closed first", async () => {
  const store = new KvStore(await Deno.openKv(":memory:"));
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = store.watch([["n", 1]], resolve);
  await promise;
  store.close();
  stop();
});

Deno.test("commit() lets exactly one of several with the same check through", async () => {
  using store = await openStore();
  const tries = Array.from({ length: 20 }, (_, i) =>
    store.commit({
      checks: [{ key: ["a"], version: null }],
      sets: [{ key: ["a"], value: i }],
      deletes: [],
    }));
  const through = (await Promise.all(tries)).filter((version) =>
    version !== null
  );
  assertEquals(through.length, 1);
  const entry: Entry = await store.get(["a"]);
  assertEquals(entry.version, through[0]);
});
