import { assertEquals, assertThrows } from "@std/assert";
import { optionsOf } from "./options.ts";

Deno.test("optionsOf() reads minutes and seed", () => {
  assertEquals(optionsOf(["--minutes=0.5", "--seed=7"]), {
    minutes: 0.5,
    seed: 7,
  });
  assertEquals(optionsOf([]).minutes, 1);
});

Deno.test("optionsOf() refuses anything else", () => {
  for (const arg of ["--minutes", "--seed=x", "--seed=1.5", "60"]) {
    assertThrows(() => optionsOf([arg]), TypeError, `Cannot use '${arg}'`);
  }
});
