import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RATE_BUCKETS } from "@/chat/limits.ts";
import { RateLimit } from "@/chat/rate_limit.ts";
import { FakeEnvironment } from "./fake_environment.ts";

function taken(limit: RateLimit, name: string, tries: number): number {
  return Array.from({ length: tries }, () => limit.take(name))
    .filter((wait) => wait === 0).length;
}

Deno.test("take() gives a burst, then refuses", () => {
  const limit = new RateLimit(5, 20, new FakeEnvironment());
  assertEquals(taken(limit, "ann", 30), 20);
});

Deno.test("take() says how long to wait, and keeps its word", () => {
  const environment = new FakeEnvironment();
  const limit = new RateLimit(5, 20, environment);
  taken(limit, "ann", 20);
  assertEquals(limit.take("ann"), 200);
  environment.pass(199);
  assertEquals(limit.take("ann"), 1);
  environment.pass(1);
  assertEquals(limit.take("ann"), 0);
});

Deno.test("take() refills up to the burst and no further", () => {
  const environment = new FakeEnvironment();
  const limit = new RateLimit(5, 20, environment);
  taken(limit, "ann", 20);
  environment.pass(3_600_000);
  assertEquals(taken(limit, "ann", 100), 20);
});

Deno.test("take() counts each name by itself", () => {
  const limit = new RateLimit(5, 20, new FakeEnvironment());
  taken(limit, "ann", 20);
  assertEquals(limit.take("bob"), 0);
  assertEquals(limit.take("__proto__"), 0);
  assert(limit.take("ann") > 0);
});

Deno.test("take() never refuses where the rate is 0", () => {
  const limit = new RateLimit(0, 20, new FakeEnvironment());
  assertEquals(taken(limit, "ann", 1_000), 1_000);
});

Deno.test("take() gives nothing for a clock that goes back", () => {
  const environment = new FakeEnvironment();
  const limit = new RateLimit(5, 20, environment);
  taken(limit, "ann", 20);
  environment.pass(-60_000);
  assert(limit.take("ann") > 0);
});

Deno.test("take() remembers a bounded number of names, the ones in use rather", () => {
  const limit = new RateLimit(5, 20, new FakeEnvironment());
  taken(limit, "ann", 20);
  for (let i = 0; i < RATE_BUCKETS - 1; i++) limit.take(`other ${i}`);
  assert(limit.take("ann") > 0, "one of the last names was forgotten");
  for (let i = 0; i < RATE_BUCKETS; i++) limit.take(`another ${i}`);
  assertEquals(limit.take("ann"), 0);
});

Deno.test("take() lets nobody have more than the burst and what the time gave", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.nat(500), { maxLength: 200 }),
      (perSecond, burst, pauses) => {
        const environment = new FakeEnvironment();
        const limit = new RateLimit(perSecond, burst, environment);
        const start = environment.now();
        let given = 0;
        for (const pause of pauses) {
          environment.pass(pause);
          if (limit.take("ann") === 0) given++;
        }
        const seconds = (environment.now() - start) / 1000;
        assert(given <= burst + seconds * perSecond + 1e-6);
      },
    ),
  );
});

Deno.test("take() says a time after which there is one, whatever the rate", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.array(fc.nat(97), { minLength: 1, maxLength: 50 }),
      (perSecond, pauses) => {
        const environment = new FakeEnvironment();
        const limit = new RateLimit(perSecond, 3, environment);
        for (const pause of pauses) {
          environment.pass(pause);
          const wait = limit.take("ann");
          if (wait === 0) continue;
          environment.pass(wait);
          assertEquals(limit.take("ann"), 0);
        }
      },
    ),
    { numRuns: 300, examples: [[3, [0, 37, 0, 0, 0, 15, 0]]] },
  );
});
