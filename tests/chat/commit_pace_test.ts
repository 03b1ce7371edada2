import { assert, assertEquals } from "@std/assert";
import { CommitPace } from "@/chat/commit_pace.ts";
import { FakeEnvironment } from "./fake_environment.ts";

/** How long the next commit is put off, in milliseconds; the last one began `ago` before. */
async function waitOf(
  { failures = 0, busy = false, waiting = 1, ago = 0 },
  environment = new FakeEnvironment(),
): Promise<number> {
  const pace = new CommitPace(environment);
  Object.assign(pace, { failures, busy });
  const now = environment.now();
  const next = pace.next(waiting, now - ago);
  await environment.until(next);
  return environment.now() - now;
}

for (
  const [name, state, wait] of [
    ["who is alone never waits", {}, 0],
    ["a busy worker begins a commit each 8 ms", { busy: true }, 8],
    ["the last one's time counts", { busy: true, ago: 5 }, 3],
    ["after a slow one nobody waits", { busy: true, ago: 50 }, 0],
    ["a clock that was set back makes nobody wait for longer", {
      busy: true,
      ago: -1_000,
    }, 8],
    ["nobody waits where 48 do", { busy: true, waiting: 48 }, 0],
    ["the first retry comes at once", { failures: 1 }, 0],
  ] as const
) {
  Deno.test(`CommitPace.next(): ${name}`, async () => {
    assertEquals(await waitOf(state), wait);
  });
}

Deno.test("CommitPace.next() pauses for longer and longer, at random, 20 ms at most", async () => {
  for (const [failures, most] of [[2, 2], [3, 4], [5, 16], [6, 20], [99, 20]]) {
    const environment = new FakeEnvironment();
    const waits: number[] = [];
    for (let i = 0; i < 50; i++) {
      waits.push(await waitOf({ failures }, environment));
    }
    assert(Math.max(...waits) <= most!, `${failures}`);
    assert(Math.max(...waits) > most! * 0.8, `${failures}`);
    assert(Math.min(...waits) < most! * 0.2, `${failures}`);
  }
});

Deno.test("CommitPace.grown() ends the wait when 48 are there", async () => {
  const environment = new FakeEnvironment();
  const pace = new CommitPace(environment);
  pace.busy = true;
  const next = pace.next(1, environment.now());
  for (let waiting = 2; waiting <= 48; waiting++) pace.grown(waiting);
  await next;
  assertEquals(environment.timers, 0);
});
