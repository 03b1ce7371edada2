import { assert, assertEquals } from "@std/assert";
import { CommitPace } from "@/chat/commit_pace.ts";
import { FakeEnvironment } from "./fake_environment.ts";

interface State {
  failures?: number;
  /** How many wait. */
  waiting?: number;
  /** When the last commit began, in milliseconds before now. */
  ago?: number;
  /** Whom it has answered. */
  answered?: readonly string[];
  /** Who has sent since. */
  sent?: readonly string[];
}

/** How long the next commit is put off, in milliseconds. */
async function waitOf(
  { failures = 0, waiting = 1, ago = 0, answered = ["ann"], sent = [] }: State,
  environment = new FakeEnvironment(),
): Promise<number> {
  const pace = new CommitPace(environment);
  pace.failures = failures;
  pace.begin();
  environment.pass(ago);
  for (const author of answered) pace.answered(author);
  for (const author of sent) pace.grown(author, waiting);
  const now = environment.now();
  await environment.until(pace.next(waiting));
  return environment.now() - now;
}

for (
  const [name, state, wait] of [
    ["commits begin 9 ms apart", {}, 9],
    ["the last one's time counts", { ago: 5 }, 4],
    ["after a slow one nobody waits", { ago: 50 }, 0],
    ["a clock that was set back makes nobody wait for longer", {
      ago: -1_000,
    }, 9],
    ["nobody waits where 48 do", { waiting: 48 }, 0],
    ["nobody waits once all who were answered have sent again", {
      answered: ["ann", "bob"],
      sent: ["bob", "ann"],
    }, 0],
    ["one of them is not all", {
      answered: ["ann", "bob"],
      sent: ["bob", "eve"],
    }, 9],
    ["nobody waits after a commit that answered nobody", { answered: [] }, 0],
    ["the first retry comes at once", { failures: 1, answered: [] }, 0],
  ] as [string, State, number][]
) {
  Deno.test(`CommitPace.next(): ${name}`, async () => {
    assertEquals(await waitOf(state), wait);
  });
}

Deno.test("CommitPace.next(): the first commit waits for nobody", async () => {
  const environment = new FakeEnvironment();
  await new CommitPace(environment).next(1);
  assertEquals(environment.timers, 0);
});

/** A commit has begun and answered Ann. */
function annWasAnswered() {
  const environment = new FakeEnvironment();
  const pace = new CommitPace(environment);
  pace.begin();
  pace.answered("ann");
  return { environment, pace };
}

Deno.test("CommitPace.begin() expects no more of whom an earlier commit has answered", async () => {
  const { environment, pace } = annWasAnswered();
  pace.begin();
  await pace.next(1);
  assertEquals(environment.timers, 0);
});

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
  const { environment, pace } = annWasAnswered();
  const next = pace.next(1);
  for (let waiting = 2; waiting <= 48; waiting++) pace.grown("bob", waiting);
  await next;
  assertEquals(environment.timers, 0);
});

Deno.test("CommitPace.grown() ends the wait when all who were answered have sent again", async () => {
  const { environment, pace } = annWasAnswered();
  const next = pace.next(1);
  pace.grown("ann", 2);
  await next;
  assertEquals(environment.timers, 0);
});
