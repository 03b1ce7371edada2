import { assert, assertEquals } from "@std/assert";
import { CONTROLS } from "./controls.ts";
import { failureOf } from "./failure.ts";
import { KNOWN_SEEDS } from "./known_seeds.ts";
import { playSeeds } from "./play_seeds.ts";
import { runSeed } from "./run.ts";

const SEEDS = 2_000;
/** A control that is not caught within so many seeds is not caught. */
const SEEDS_FOR_CONTROLS = 100;

Deno.test("the same seed gives the same run, to the byte", async () => {
  for (const seed of [1, 2, 3]) {
    const [one, other] = [await runSeed(seed), await runSeed(seed)];
    assertEquals(one.history.digest(), other.history.digest());
    assertEquals(one.steps, other.steps);
  }
  assert(
    (await runSeed(1)).history.digest() !== (await runSeed(2)).history.digest(),
  );
});

Deno.test("the chat keeps its promises under every seed that once failed", async () => {
  for (const seed of KNOWN_SEEDS) {
    assertEquals(failureOf(await runSeed(seed)), undefined);
  }
});

Deno.test(`the chat keeps its promises under seeds 1 to ${SEEDS}`, async () => {
  await playSeeds(SEEDS);
});

for (const control of CONTROLS) {
  Deno.test(`the checker catches a chat that is made to ${control.name}`, async () => {
    for (let seed = 1; seed <= SEEDS_FOR_CONTROLS; seed++) {
      const { violations } = await runSeed(seed, control);
      if (
        violations.some(({ invariant }) => control.caughtBy.includes(invariant))
      ) return;
    }
    throw new Error(
      `Expected one of '${
        control.caughtBy.join("', '")
      }' to be violated within ${SEEDS_FOR_CONTROLS} seeds`,
    );
  });
}
