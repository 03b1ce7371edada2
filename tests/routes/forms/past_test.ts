import { assertEquals, assertThrows } from "@std/assert";
import { HttpError } from "fresh";
import { pastOf } from "@/routes/(_forms)/past.ts";

Deno.test("pastOf() reads a place in the past, and none from other queries", () => {
  const cases: [query: string, past: ReturnType<typeof pastOf>][] = [
    ["", undefined],
    ["x=1", undefined],
    ["before=42", { before: 42 }],
    ["after=0", { after: 0 }],
    ["after=7&before=42", { before: 42 }],
  ];
  for (const [query, past] of cases) {
    assertEquals(pastOf(new URLSearchParams(query)), past, query);
  }
});

Deno.test("pastOf() refuses what is no number of a message", () => {
  for (const text of ["", "x", "-1", "1.5", "1e3", "9".repeat(30), " 1"]) {
    const query = new URLSearchParams({ before: text });
    const error = assertThrows(() => pastOf(query), HttpError);
    assertEquals(error.status, 400, text);
  }
});
