import { assertEquals } from "@std/assert";
import { STRIKES_PER_MINUTE } from "@/chat/limits.ts";
import { Strikes } from "@/chat/strikes.ts";
import { FakeEnvironment } from "./fake_environment.ts";

Deno.test("add() is true from the first one too many on", () => {
  const strikes = new Strikes(new FakeEnvironment());
  for (let i = 0; i < STRIKES_PER_MINUTE; i++) {
    assertEquals(strikes.add(), false);
  }
  assertEquals(strikes.add(), true);
  assertEquals(strikes.add(), true);
});

Deno.test("add() forgets after a minute", () => {
  const environment = new FakeEnvironment();
  const strikes = new Strikes(environment);
  for (let i = 0; i < STRIKES_PER_MINUTE; i++) strikes.add();
  environment.pass(60_001);
  assertEquals(strikes.add(), false);
});

Deno.test("add() does not forget within the minute", () => {
  const environment = new FakeEnvironment();
  const strikes = new Strikes(environment);
  for (let i = 0; i < STRIKES_PER_MINUTE; i++) {
    environment.pass(Math.floor(60_000 / STRIKES_PER_MINUTE));
    strikes.add();
  }
  assertEquals(strikes.add(), true);
});
