import { assertEquals } from "@std/assert";
import { messageText } from "@/bench/generator/message_text.ts";
import { Tally } from "@/bench/generator/tally.ts";

/** Gives a reader in a room one frame with messages, each a writer and a number. */
function take(
  tally: Tally,
  reader: number,
  room: number,
  ...messages: [writer: number, number: number][]
): number {
  const frame = messages
    .map(([writer, number]) =>
      `{"body":"${messageText(writer, number, 1000, 64)}"}`
    )
    .join(`,${" ".repeat(32)}`);
  const bytes = new TextEncoder().encode(frame);
  return tally.take(reader, room, 3000, bytes, 0, bytes.length);
}

Deno.test("Tally counts deliveries and frames apart, and their latency", () => {
  const tally = new Tally(2, 2);
  assertEquals(take(tally, 0, 0, [0, 0], [1, 0], [0, 1]), 3);
  assertEquals(take(tally, 1, 0, [1, 0], [0, 0]), 2);
  assertEquals(take(tally, 1, 0), 0);
  const { deliveries, frames, misplaced } = tally;
  assertEquals({ deliveries, frames, misplaced }, {
    deliveries: 5,
    frames: 2,
    misplaced: 0,
  });
  assertEquals(tally.latency.quantile(0.5), 2000);
  assertEquals(tally.echoes(0, 0), 2);
});

Deno.test("Tally notices gaps, repeats, swaps and messages of other rooms", () => {
  const cases: [name: string, messages: [number, number][]][] = [
    ["gap", [[0, 0], [0, 2]]],
    ["repeat", [[0, 0], [0, 0]]],
    ["swap", [[0, 1], [0, 0]]],
    ["other room", [[2, 0]]],
  ];
  for (const [name, messages] of cases) {
    const tally = new Tally(4, 2);
    take(tally, 0, 0, ...messages);
    assertEquals(tally.misplaced > 0, true, name);
  }
});

Deno.test("Tally knows a later room's writers by their numbers", () => {
  const tally = new Tally(4, 2);
  take(tally, 3, 1, [2, 0], [3, 0], [2, 1]);
  assertEquals(tally.misplaced, 0);
});
