import { assertEquals, assertRejects } from "@std/assert";
import { COMMAND_MEMORY_MS } from "@/chat/limits.ts";
import type { Transaction } from "@/chat/store.ts";
import { Refusal } from "@/chat/refusal.ts";
import { ann, bob, LogFixture, post } from "./log_fixture.ts";

/** Which commands a commit keeps under each key. */
function kept(commit: Transaction | undefined): string[][] {
  const records = commit?.sets.filter(({ key: [kind] }) => kind === "command");
  return (records ?? []).map(({ value }) =>
    Array.isArray(value) ? value.map(({ id }) => id) : []
  );
}

Deno.test("commands that are numbered share a key", async () => {
  using fixture = await LogFixture.open();
  const ids = ["n-8", "n-9", "n-10", "n-11"];
  await Promise.all(ids.map((id) => fixture.append(post(id))));
  assertEquals(kept(fixture.store.commits.at(-1)), [
    ["n-8", "n-9"],
    ["n-10", "n-11"],
  ]);
});

Deno.test("commands of several authors never share a key", async () => {
  using fixture = await LogFixture.open();
  await Promise.all([
    fixture.append(post("n-1"), ann),
    fixture.append(post("n-2"), bob),
  ]);
  assertEquals(kept(fixture.store.commits.at(-1)), [["n-1"], ["n-2"]]);
});

Deno.test("what several authors number alike stands side by side", async () => {
  using fixture = await LogFixture.open();
  await Promise.all(
    ["n-1", "n-20"].flatMap((id) =>
      [ann, bob].map((author) => fixture.append(post(id), author))
    ),
  );
  const range = { start: ["command"], end: ["commands"], limit: 10 };
  const entries = await Array.fromAsync(fixture.store.list(range));
  assertEquals(entries.map(({ key: [, ...rest] }) => rest), [
    ["n-", "ann"],
    ["n-", "bob"],
    ["n-2", "ann"],
    ["n-2", "bob"],
  ]);
});

Deno.test("what a key holds stays when more is added", async () => {
  using fixture = await LogFixture.open();
  for (const id of ["n-1", "n-2", "n-3"]) await fixture.append(post(id));
  assertEquals(kept(fixture.store.commits.at(-1)), [["n-1", "n-2", "n-3"]]);
  assertEquals(fixture.store.commits.length, 3);
});

Deno.test("workers that write the same key lose nothing of each other's", async () => {
  using fixture = await LogFixture.open();
  const other = fixture.sibling();
  const acks = [];
  for (const [i, worker] of [fixture, other, fixture, other].entries()) {
    acks.push((await worker.append(post(`n-${i}`))).ack);
  }
  for (const worker of [fixture, other, fixture.sibling()]) {
    for (const [i, ack] of acks.entries()) {
      assertEquals(await worker.append(post(`n-${i}`)), {
        ack,
        repeated: true,
      });
    }
  }
  assertEquals(await fixture.log.head("lobby"), 4);
});

Deno.test("a worker knows its own repeats without reading their keys", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("n-1"));
  const tries = fixture.store.commits.length;
  assertEquals((await fixture.append(post("n-1"))).repeated, true);
  assertEquals(fixture.store.commits.length, tries);
});

Deno.test("a record that has expired goes when its key is written", async () => {
  using fixture = await LogFixture.open();
  await fixture.append(post("n-1"));
  fixture.environment.pass(COMMAND_MEMORY_MS / 2);
  await fixture.append(post("n-2"));
  fixture.environment.pass(COMMAND_MEMORY_MS / 2);
  await fixture.append(post("n-3"));
  assertEquals(kept(fixture.store.commits.at(-1)), [["n-2", "n-3"]]);
});

for (const [one, other] of [["a", "b"], ["1", "2"]] as const) {
  Deno.test(`an id of a single character, '${one}', is an id`, async () => {
    using fixture = await LogFixture.open();
    await fixture.append(post(one));
    await fixture.append(post(other));
    assertEquals((await fixture.append(post(one))).repeated, true);
    const clash = post(other, "something else");
    await assertRejects(() => fixture.append(clash), Refusal);
  });
}

Deno.test("ids that end in no digit share no key", async () => {
  using fixture = await LogFixture.open();
  const ids = ["ab", "ac", "a-1x", "a"];
  await Promise.all(ids.map((id) => fixture.append(post(id))));
  assertEquals(
    kept(fixture.store.commits.at(-1)),
    ids.map((id) => [id]),
  );
});

Deno.test("an id and one that has a digit more get along", async () => {
  using fixture = await LogFixture.open();
  for (const id of ["a", "a1", "a", "a1", "a2", "a"]) {
    await fixture.append(post(id));
  }
  assertEquals(await fixture.log.head("lobby"), 3);
});

Deno.test("ten records of the longest ids stand under one key", async () => {
  using fixture = await LogFixture.open();
  const ids = Array.from("0123456789", (digit) => "i".repeat(63) + digit);
  const room = "r".repeat(63);
  for (const id of ids) await fixture.append(post(id, "text", room));
  assertEquals(kept(fixture.store.commits.at(-1)), [ids]);
  const again = post(`${"i".repeat(63)}0`, "text", room);
  assertEquals((await fixture.sibling().append(again)).repeated, true);
});
