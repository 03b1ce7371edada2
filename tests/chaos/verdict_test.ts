import { assertEquals } from "@std/assert";
import { countWrong } from "./verdict.ts";

const STREAM = "a stream has no gap and no repeat";

function violation(invariant: string, detail = "") {
  return { invariant, detail, about: {} };
}

Deno.test("countWrong() tells what is wrong with a stream from what came", () => {
  const counts = countWrong([
    violation(STREAM, "Connection 1, room 'tea': event 9 came, expected 8"),
    violation(STREAM, "Connection 1, room 'tea': event 7 came, expected 8"),
    violation(STREAM, "expected event 8 and heard nothing, the head is 9"),
  ]);
  assertEquals([counts.lost, counts.doubled], [2, 1]);
});

Deno.test("countWrong() counts what it has no name for, too", () => {
  const counts = countWrong([
    violation("nothing is in the log that nobody has sent"),
    violation("something new"),
  ]);
  assertEquals([counts.phantom, counts.other], [1, 1]);
});
