import { assertEquals } from "@std/assert";
import { Typing } from "@/client/typing.ts";
import { FakeEnvironment } from "./fake_environment.ts";

const ADA = { id: "ada", name: "Ada" };
const BO = { id: "bo", name: "Bo" };

function openTyping() {
  const environment = new FakeEnvironment();
  const told: boolean[] = [];
  const typing = new Typing(environment, (on) => told.push(on));
  const hear = (user: typeof ADA, on = true) =>
    typing.heard({ type: "typing", room: "lobby", user, on });
  const names = () => typing.people.value.map(({ name }) => name);
  return { clock: environment.clock, typing, told, hear, names };
}

Deno.test("heard() shows who types for 6 s after they were heard last", () => {
  const { clock, hear, names } = openTyping();
  hear(ADA);
  clock.advance(3_000);
  hear(BO);
  hear(ADA);
  clock.advance(5_999);
  assertEquals(names(), ["Ada", "Bo"]);
  clock.advance(1);
  assertEquals(names(), []);
});

Deno.test("heard() shows nobody who has stopped or sent what they wrote", () => {
  const { typing, hear, names } = openTyping();
  hear(ADA);
  hear(BO);
  hear(ADA, false);
  assertEquals(names(), ["Bo"]);
  typing.stopped(BO);
  assertEquals(names(), []);
});

Deno.test("compose() tells at most once in 3 s, and once when it is over", () => {
  const { clock, typing, told } = openTyping();
  for (let i = 0; i < 60; i++) {
    typing.compose(true);
    clock.advance(100);
  }
  assertEquals(told, [true, true]);
  typing.compose(false);
  typing.compose(false);
  assertEquals(told, [true, true, false]);
  typing.compose(true);
  assertEquals(told, [true, true, false, true]);
});

Deno.test("heard() and compose() go on when the clock has been set back", () => {
  const { clock, typing, told, hear, names } = openTyping();
  hear(ADA);
  typing.compose(true);
  clock.setBack(3_600_000);
  clock.advance(6_000);
  assertEquals(names(), []);
  typing.compose(true);
  assertEquals(told, [true, true]);
});
