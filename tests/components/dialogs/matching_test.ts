import { assertEquals } from "@std/assert";
import { matching } from "@/components/dialogs/matching.ts";

const NAMES = ["Lobby", "Coffee and cake", "Café", "Ändern", "The lob", "مريم"];

function found(typed: string): string[] {
  return matching(typed, NAMES.map((name) => ({ name }))).map(({ name }) =>
    name
  );
}

Deno.test("matching() gives everyone, in their order, for nothing typed", () => {
  assertEquals(found(""), NAMES);
  assertEquals(found("  "), NAMES);
});

Deno.test("matching() puts beginnings of a name before those of a word, and those before other parts", () => {
  assertEquals(found("lob"), ["Lobby", "The lob"]);
  assertEquals(found("ca"), ["Café", "Coffee and cake"]);
  assertEquals(found("f"), ["Coffee and cake", "Café"]);
});

Deno.test("matching() overlooks case and marks, and knows other scripts", () => {
  assertEquals(found("CAFE"), ["Café"]);
  assertEquals(found("and"), ["Ändern", "Coffee and cake"]);
  assertEquals(found("an"), ["Ändern", "Coffee and cake"]);
  assertEquals(found("ري"), ["مريم"]);
});

Deno.test("matching() finds nothing where nothing fits", () => {
  assertEquals(found("zzz"), []);
  assertEquals(found("(["), []);
});
