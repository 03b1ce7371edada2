import { assert, assertEquals } from "@std/assert";
import { Gathering } from "@/chat/gathering.ts";
import {
  CATCH_UP_BYTES,
  GATHERED_BYTES,
  GATHERING_MS,
  GATHERING_MS_PER_FOLLOWER,
} from "@/chat/limits.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { turn } from "./turn.ts";

/** So many that the pause after a round is the longest. */
const MANY = GATHERING_MS / GATHERING_MS_PER_FOLLOWER;

/** Gathers for a room with so many followers, and keeps what was sent. */
function gathering(followers: number) {
  const environment = new FakeEnvironment();
  const sent: (readonly string[])[] = [];
  /** Whether rounds last, until a test ends them. */
  const rounds = { last: false };
  const gathering = new Gathering(environment, () => {
    sent.push(gathering.take(followers));
    if (!rounds.last) gathering.end();
  });
  return { environment, gathering, sent, rounds };
}

Deno.test("add() sends at the end of the turn in a quiet room", async () => {
  const { gathering: room, sent } = gathering(MANY);
  room.add(["a"]);
  room.add(["b", "c"]);
  assertEquals([room.size, sent], [3, []]);
  await turn();
  assertEquals([room.size, sent], [0, [["a", "b", "c"]]]);
});

Deno.test("add() gathers for a few milliseconds after a round to many", async () => {
  const { environment, gathering: room, sent } = gathering(MANY);
  room.add(["a"]);
  await turn();
  environment.pass(1);
  room.add(["b"]);
  await turn();
  environment.pass(GATHERING_MS - 2);
  room.add(["c"]);
  await turn();
  assertEquals(sent, [["a"]]);
  environment.pass(1);
  assertEquals(sent, [["a"], ["b", "c"]]);
  environment.pass(GATHERING_MS);
  room.add(["d"]);
  await turn();
  assertEquals(sent.length, 3);
  assertEquals(environment.timers, 0);
});

Deno.test("add() lets a room in which few follow never wait", async () => {
  const { gathering: room, sent } = gathering(
    1 / GATHERING_MS_PER_FOLLOWER - 1,
  );
  for (const text of ["a", "b"]) {
    room.add([text]);
    await turn();
  }
  assertEquals(sent, [["a"], ["b"]]);
});

Deno.test("add() keeps what comes during a round until its end", async () => {
  const { environment, gathering: room, sent, rounds } = gathering(MANY);
  rounds.last = true;
  room.add(["a"]);
  await turn();
  room.add(["b"]);
  environment.pass(2 * GATHERING_MS);
  await turn();
  assertEquals([sent, room.size], [[["a"]], 1]);
  room.end();
  await turn();
  assertEquals(sent, [["a"], ["b"]]);
});

Deno.test("add() waits for the rest of the time when a round ends early", async () => {
  const { environment, gathering: room, sent, rounds } = gathering(MANY);
  rounds.last = true;
  room.add(["a"]);
  await turn();
  room.add(["b"]);
  environment.pass(GATHERING_MS - 1);
  room.end();
  await turn();
  assertEquals(sent, [["a"]]);
  environment.pass(1);
  assertEquals(sent, [["a"], ["b"]]);
});

Deno.test("add() begins another round when too much for one frame comes during one", async () => {
  const { gathering: room, sent, rounds } = gathering(MANY);
  rounds.last = true;
  room.add(["a"]);
  await turn();
  room.add(["x".repeat(CATCH_UP_BYTES), "b"]);
  assertEquals(sent.length, 2);
  room.add(["c"]);
  room.end();
  await turn();
  assertEquals(sent.length, 2);
});

Deno.test("add() sends at once what is too much for one frame, and does not send again for its timer", async () => {
  const { environment, gathering: room, sent } = gathering(MANY);
  room.add(["a"]);
  await turn();
  room.add(["b"]);
  room.add(["x".repeat(CATCH_UP_BYTES)]);
  assertEquals(sent.length, 2);
  assertEquals(environment.timers, 0);
  await turn();
  assertEquals(sent.length, 2);
});

Deno.test("add() waits no longer than a pause when the clock was set back", async () => {
  const { environment, gathering: room, sent } = gathering(MANY);
  room.add(["a"]);
  await turn();
  const now = environment.now.bind(environment);
  environment.now = () => now() - 60_000;
  room.add(["b"]);
  environment.pass(GATHERING_MS);
  assertEquals(sent, [["a"], ["b"]]);
});

/** Rounds that last, one of them under way, and so much gathered meanwhile. */
async function during(...texts: string[]) {
  const made = gathering(MANY);
  made.rounds.last = true;
  made.gathering.add(["a"]);
  await turn();
  made.gathering.add(texts);
  return made;
}

Deno.test("ready lets more come until enough for a round has come during one", async () => {
  const { gathering: room, sent } = await during("x".repeat(GATHERED_BYTES));
  assertEquals([sent.length, room.ready], [1, undefined]);
  room.add(["b"]);
  assert(room.ready);
});

Deno.test("ready resolves when the next round begins", async () => {
  const large = "x".repeat(GATHERED_BYTES + 1);
  const { environment, gathering: room } = await during(large);
  room.end();
  const ready = room.ready;
  assert(ready);
  environment.pass(GATHERING_MS);
  await ready;
  assertEquals(room.ready, undefined);
});

Deno.test("ready lets nothing come while more than one round is under way", async () => {
  const large = "x".repeat(CATCH_UP_BYTES + 1);
  const { gathering: room, sent } = await during(large);
  assertEquals([sent.length, room.size], [2, 0]);
  const ready = room.ready;
  assert(ready);
  room.end();
  await ready;
  assertEquals(room.ready, undefined);
});
