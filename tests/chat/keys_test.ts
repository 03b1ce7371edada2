import { assert, assertEquals } from "@std/assert";
import { shardOf, SHARDS } from "@/chat/keys.ts";

Deno.test("shardOf() spreads rooms over all shards", () => {
  const counts = Array<number>(SHARDS).fill(0);
  for (let i = 0; i < 8_000; i++) {
    const shard = shardOf(`room-${i}`);
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  assertEquals(counts.length, SHARDS);
  for (const count of counts) assert(count > 500, `${counts}`);
});

Deno.test("shardOf() is the same on every instance", () => {
  assertEquals(["lobby", "a", "z".repeat(63)].map(shardOf), [
    shardOf("lobby"),
    97 % SHARDS,
    shardOf("z".repeat(63)),
  ]);
  assert(Number.isInteger(shardOf("z".repeat(63))));
});
