import { assertEquals } from "@std/assert";
import {
  ageOf,
  messageText,
  SHORTEST_TEXT,
  stampOf,
  visitTexts,
} from "@/bench/generator/message_text.ts";

function textsIn(frame: string): number[][] {
  const bytes = new TextEncoder().encode(frame);
  const found: number[][] = [];
  const count = visitTexts(
    bytes,
    0,
    bytes.length,
    (...text) => found.push(text),
  );
  assertEquals(count, found.length);
  return found;
}

Deno.test("visitTexts() reads what messageText() wrote, whatever the size", () => {
  for (const size of [SHORTEST_TEXT, 64, 100, 8000]) {
    const text = messageText(999, 12_345_678, 987_654_321.5, size);
    assertEquals(text.length, size);
    assertEquals(textsIn(text), [[999, 12_345_678, 987_654_321]]);
  }
});

Deno.test("visitTexts() finds every message at every distance", () => {
  for (let gap = 40; gap < 110; gap++) {
    const between = ",".repeat(gap);
    const texts = [1, 2, 3].map((number) => messageText(0, number, 5, 64));
    assertEquals(
      textsIn(between + texts.join(between)).map(([, number]) => number),
      [1, 2, 3],
      `${gap}`,
    );
  }
});

Deno.test("visitTexts() stays within its bounds", () => {
  const bytes = new TextEncoder().encode(messageText(1, 1, 1, 64).repeat(2));
  assertEquals(visitTexts(bytes, 0, 64, () => {}), 1);
  assertEquals(textsIn('{"type":"presence","count":5}'), []);
});

Deno.test("messageText() uses nothing that JSON escapes", () => {
  for (let value = 0; value < 32; value++) {
    const text = messageText(value, value, value, 64);
    assertEquals(JSON.stringify(text), `"${text}"`);
  }
});

Deno.test("ageOf() survives the turn of the stamps", () => {
  const age = (from: number, to: number) => ageOf(stampOf(from), stampOf(to));
  assertEquals(age(100, 350.9), 250);
  assertEquals(age(2 ** 30 - 100, 2 ** 30 + 50), 150);
  assertEquals(age(200, 150), -50);
});
