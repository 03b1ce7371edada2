import { assertEquals, assertRejects } from "@std/assert";
import { PAGES_AT_ONCE } from "@/chat/limits.ts";
import { PageReads } from "@/chat/page_reads.ts";
import { StoreSilent } from "@/chat/patient_store.ts";
import { turn } from "./turn.ts";

/** Reads that end when they are told to. */
function heldReads() {
  const pages = new PageReads();
  const begun: string[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const read = (reader: object, name: string) =>
    pages.read(reader, async () => {
      begun.push(name);
      const end = Promise.withResolvers<void>();
      ends.push(end);
      await end.promise;
      return name;
    });
  const end = async (count = 1) => {
    for (const { resolve } of ends.splice(0, count)) resolve();
    await turn();
  };
  /** As many as may be under way are. */
  const busy = Array.from(
    { length: PAGES_AT_ONCE },
    (_, i) => read({}, `busy-${i}`),
  );
  begun.length = 0;
  return { pages, begun, ends, read, end, busy };
}

Deno.test("read() gives what was read, so many at a time", async () => {
  const { begun, read, end, busy } = heldReads();
  const late = read({}, "late");
  await turn();
  assertEquals(begun, []);
  await end();
  assertEquals(begun, ["late"]);
  await end(PAGES_AT_ONCE);
  assertEquals(await late, "late");
  assertEquals((await Promise.all(busy)).length, PAGES_AT_ONCE);
});

Deno.test("read() begins no more at a time after some have waited", async () => {
  const { begun, read, end } = heldReads();
  for (let i = 0; i < 3 * PAGES_AT_ONCE; i++) void read({}, `${i}`);
  await end(PAGES_AT_ONCE);
  assertEquals(begun.length, PAGES_AT_ONCE);
  await end(PAGES_AT_ONCE);
  await end(PAGES_AT_ONCE);
  await end(PAGES_AT_ONCE);
  begun.length = 0;
  for (let i = 0; i < 2 * PAGES_AT_ONCE; i++) void read({}, `${i}`);
  await turn();
  assertEquals(begun.length, PAGES_AT_ONCE);
  await end(PAGES_AT_ONCE);
  await end(PAGES_AT_ONCE);
});

Deno.test("read() lets readers take turns, whoever asked for more", async () => {
  const { begun, read, end } = heldReads();
  const [greedy, modest] = [{}, {}];
  for (let i = 0; i < 4; i++) void read(greedy, `greedy ${i}`);
  for (let i = 0; i < 2; i++) void read(modest, `modest ${i}`);
  for (let i = 0; i < 6; i++) await end();
  assertEquals(begun, [
    "greedy 0",
    "modest 0",
    "greedy 1",
    "modest 1",
    "greedy 2",
    "greedy 3",
  ]);
  await end(PAGES_AT_ONCE);
});

Deno.test("read() passes on what a read throws, and the next one begins", async () => {
  const { begun, ends, read, end, busy } = heldReads();
  const late = read({}, "late");
  ends.shift()?.reject(new Error("The disk is gone"));
  await assertRejects(() => busy[0] ?? late, Error, "The disk is gone");
  await turn();
  assertEquals(begun, ["late"]);
  await end(PAGES_AT_ONCE);
  assertEquals(await late, "late");
});

Deno.test("read() keeps nobody waiting for a store that is silent", async () => {
  const { begun, ends, read, end, busy } = heldReads();
  const late = [read({}, "late"), read({}, "later")];
  const outcomes = Promise.allSettled([busy[0], ...late]);
  ends.shift()?.reject(new StoreSilent("The store did not answer"));
  const reasons = (await outcomes).map((outcome) =>
    outcome.status === "rejected" && outcome.reason.name
  );
  assertEquals(reasons, Array(3).fill("StoreSilent"));
  void read({}, "next");
  await turn();
  assertEquals(begun, ["next"]);
  await end(PAGES_AT_ONCE);
});
