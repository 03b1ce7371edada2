import { assertEquals } from "@std/assert";
import { HeardCommits } from "@/chat/heard_commits.ts";
import { keys, SHARD_KEYS, shardOf } from "@/chat/keys.ts";
import type { Entry } from "@/chat/store.ts";

const ROOM = "lobby";
const SHARD = shardOf(ROOM);

/** What the shard keys hold: the room's so many commits, the last one of this version. */
function shards(count: number, version: string): Entry[] {
  return SHARD_KEYS.map((key, shard) =>
    shard === SHARD
      ? { key: keys.commits(SHARD), value: count, version }
      : { key, value: null, version: null }
  );
}

/** A worker that knew all of three commits, and has heard since of those with these versions. */
function heard(...versions: string[]): HeardCommits {
  const commits = new HeardCommits();
  commits.settle(shards(3, "13"));
  tell(commits, ...versions);
  return commits;
}

function tell(commits: HeardCommits, ...versions: string[]): void {
  const added = [{ room: ROOM, from: 1, events: [] }];
  for (const version of versions) commits.add({ version, added });
}

function isMissing(commits: HeardCommits, count: number, version: string) {
  return commits.missing(shards(count, version)).has(SHARD);
}

Deno.test("missing() gives all shards as long as nothing is known", () => {
  const missing = new HeardCommits().missing(shards(3, "13"));
  assertEquals(missing.size, SHARD_KEYS.length);
});

Deno.test("missing() gives none where all was heard of", () => {
  const { size } = heard("14", "15").missing(shards(5, "15"));
  assertEquals(size, 0);
});

Deno.test("missing() gives the shard where one was not heard of, wherever that stood", () => {
  for (
    const versions of [[], ["14", "15"], ["14", "16"], ["15", "16"], [
      "14",
      "15",
      "17",
    ]]
  ) {
    assertEquals([...heard(...versions).missing(shards(6, "16"))], [SHARD]);
  }
});

Deno.test("missing() counts once what is told twice", () => {
  assertEquals(isMissing(heard("14", "14"), 5, "15"), true);
  assertEquals(isMissing(heard("14", "14"), 4, "14"), false);
});

Deno.test("missing() does not count what is told after it was read", () => {
  const commits = heard();
  commits.settle(shards(4, "14"));
  tell(commits, "14");
  assertEquals(isMissing(commits, 4, "14"), false);
  assertEquals(isMissing(commits, 5, "15"), true);
});

Deno.test("missing() keeps for the next look what is told before it is read", () => {
  const commits = heard("14", "15");
  assertEquals(isMissing(commits, 4, "14"), false);
  commits.settle(shards(4, "14"));
  assertEquals(isMissing(commits, 5, "15"), false);
});

Deno.test("clear() forgets what was known", () => {
  const commits = heard("14");
  commits.clear();
  assertEquals(isMissing(commits, 4, "14"), true);
});
