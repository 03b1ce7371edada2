import { assertEquals } from "@std/assert";
import { PRESENCE_EVERY_MS, PRESENCE_SOON_MS } from "@/chat/limits.ts";
import { Ticker } from "@/chat/ticker.ts";
import { FakeEnvironment } from "./fake_environment.ts";

function ticking() {
  const environment = new FakeEnvironment();
  const ticks: number[] = [];
  const begin = environment.now();
  const ticker = new Ticker(
    environment,
    () => ticks.push(environment.now() - begin),
  );
  return { environment, ticker, ticks };
}

Deno.test("soon() ticks soon after calm, then no more often than it should", () => {
  const { environment, ticker, ticks } = ticking();
  ticker.soon();
  environment.pass(PRESENCE_SOON_MS);
  ticker.soon();
  ticker.soon();
  environment.pass(10 * PRESENCE_EVERY_MS);
  assertEquals(ticks, [PRESENCE_SOON_MS, PRESENCE_SOON_MS + PRESENCE_EVERY_MS]);
});

Deno.test("soon() waits no longer than ever when the clock was set back", () => {
  const { environment, ticker, ticks } = ticking();
  ticker.soon();
  environment.pass(PRESENCE_SOON_MS);
  environment.pass(-3_600_000);
  ticker.soon();
  environment.pass(PRESENCE_EVERY_MS);
  assertEquals(ticks.length, 2);
});
