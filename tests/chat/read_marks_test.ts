import { assertEquals, assertRejects } from "@std/assert";
import { READ_MARK_MS } from "@/chat/limits.ts";
import { ReadMarks } from "@/chat/read_marks.ts";
import { CapturedLog } from "./captured_log.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { FaultyStore } from "./faulty_store.ts";

async function openMarks() {
  const store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  const marks = new ReadMarks(store, environment);
  const kept = () => new ReadMarks(store, environment).of("ann", "lobby");
  return {
    store,
    environment,
    marks,
    kept,
    [Symbol.dispose]: () => store.close(),
  };
}

Deno.test("of() is 0 for who has read nothing", async () => {
  using fixture = await openMarks();
  assertEquals(await fixture.marks.of("ann", "lobby"), 0);
});

Deno.test("move() shows at once, and is kept a moment later", async () => {
  using fixture = await openMarks();
  const { marks, environment, store, kept } = fixture;
  await marks.move("ann", "lobby", 5);
  assertEquals(await marks.of("ann", "lobby"), 5);
  assertEquals(await marks.of("ann", "elsewhere"), 0);
  assertEquals(await marks.of("bob", "lobby"), 0);
  assertEquals(await kept(), 0);
  environment.pass(READ_MARK_MS);
  await store.quiet();
  assertEquals(await kept(), 5);
  assertEquals(environment.timers, 0);
});

Deno.test("move() never goes back, neither here nor in the store", async () => {
  using fixture = await openMarks();
  const { marks, store, environment, kept } = fixture;
  await marks.move("ann", "lobby", 5);
  await marks.move("ann", "lobby", 3);
  await marks.save();
  assertEquals(await kept(), 5);
  const other = new ReadMarks(store, environment);
  await other.move("ann", "lobby", 4);
  await other.save();
  assertEquals(await kept(), 5);
});

Deno.test("save() writes once for many moves", async () => {
  using fixture = await openMarks();
  const { marks, store, kept } = fixture;
  for (let seq = 1; seq <= 100; seq++) await marks.move("ann", "lobby", seq);
  await marks.save();
  assertEquals(store.commits.length, 1);
  assertEquals(await kept(), 100);
});

Deno.test("save() keeps a mark for a year", async () => {
  using fixture = await openMarks();
  const { marks, store } = fixture;
  await marks.move("ann", "lobby", 5);
  await marks.save();
  const [{ sets } = { sets: [] }] = store.commits;
  assertEquals(sets.map(({ expireIn }) => expireIn), [365 * 86_400_000]);
});

Deno.test("save() tries again after a conflict", async () => {
  using fixture = await openMarks();
  const { marks, store, environment, kept } = fixture;
  store.failCommits("conflict");
  await marks.move("ann", "lobby", 5);
  await environment.until(marks.save());
  assertEquals(await kept(), 5);
});

Deno.test("save() keeps for later what the store did not take", async () => {
  using fixture = await openMarks();
  const { marks, store, environment, kept } = fixture;
  using _log = new CapturedLog();
  store.failCommits("throws");
  await marks.move("ann", "lobby", 5);
  await marks.move("ann", "elsewhere", 7);
  await assertRejects(() => marks.save());
  environment.pass(READ_MARK_MS);
  await store.quiet();
  assertEquals(await kept(), 5);
  assertEquals(
    await new ReadMarks(store, environment).of("ann", "elsewhere"),
    7,
  );
});

Deno.test("of() does not go back while a mark is on its way into the store", async () => {
  using fixture = await openMarks();
  const { marks, store } = fixture;
  const release = store.holdCommits();
  await marks.move("ann", "lobby", 5);
  const saved = marks.save();
  await store.tries(1);
  assertEquals(await marks.of("ann", "lobby"), 5);
  release();
  await saved;
});
