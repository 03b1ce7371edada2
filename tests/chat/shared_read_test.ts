import { assertEquals, assertRejects } from "@std/assert";
import { SharedRead } from "@/chat/shared_read.ts";
import { turn } from "./turn.ts";

/** Reads that end when they are told to, each with its number. */
function heldReads() {
  const reads: PromiseWithResolvers<number>[] = [];
  const shared = new SharedRead(() => {
    const read = Promise.withResolvers<number>();
    reads.push(read);
    return read.promise;
  });
  const finish = (number: number) => reads[number - 1]?.resolve(number);
  return { reads, shared, finish };
}

Deno.test("ask() reads once for all who ask in the same turn", async () => {
  const { reads, shared, finish } = heldReads();
  const answers = Promise.all([shared.ask(), shared.ask(), shared.ask()]);
  await turn();
  finish(1);
  assertEquals(await answers, [1, 1, 1]);
  assertEquals(reads.length, 1);
});

Deno.test("ask() gives nobody a read that began before they asked", async () => {
  const { reads, shared, finish } = heldReads();
  const first = shared.ask();
  await turn();
  const late = Promise.all([shared.ask(), shared.ask()]);
  await turn();
  assertEquals(reads.length, 1);
  finish(1);
  await turn();
  const later = shared.ask();
  finish(2);
  await turn();
  finish(3);
  assertEquals([await first, await late, await later], [1, [2, 2], 3]);
});

Deno.test("ask() reads anew after a read that failed", async () => {
  const { reads, shared, finish } = heldReads();
  const unlucky = shared.ask();
  await turn();
  const late = shared.ask();
  reads[0]?.reject(new Error("The disk is gone"));
  await assertRejects(() => unlucky);
  await turn();
  finish(2);
  assertEquals(await late, 2);
});
