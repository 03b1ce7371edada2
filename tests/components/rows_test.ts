import { assertEquals } from "@std/assert";
import { Dates } from "@/components/room/dates.ts";
import { type DayRows, days, GROUP_MS } from "@/components/room/rows.ts";
import { entry } from "./entry.ts";

const NOON = Date.UTC(2025, 10, 21, 12);
const dates = new Dates("UTC", NOON);

/** What each message starts: a group (`!`) or nothing. */
function groups(result: DayRows[]): string[] {
  return result.flatMap(({ rows }) =>
    rows.map(({ entry, first }) => `${entry.body}${first ? "!" : ""}`)
  );
}

Deno.test("days() groups what one author says within five minutes of the message before", () => {
  const result = days([
    entry({ body: "a", at: NOON }),
    entry({ body: "b", at: NOON + GROUP_MS - 1 }),
    entry({ body: "c", at: NOON + 2 * GROUP_MS - 2 }),
    entry({ body: "d", at: NOON + 3 * GROUP_MS - 2 }),
  ], dates);
  assertEquals(groups(result), ["a!", "b", "c", "d!"]);
});

Deno.test("days() begins a group when another author speaks, and when one answers", () => {
  const result = days([
    entry({ body: "a", author: "ada", at: NOON }),
    entry({ body: "b", author: "bo", at: NOON + 1 }),
    entry({ body: "c", author: "ada", at: NOON + 2 }),
    entry({ body: "d", author: "ada", at: NOON + 3, replyTo: 1 }),
    entry({ body: "e", author: "ada", at: NOON + 4 }),
  ], dates);
  assertEquals(groups(result), ["a!", "b!", "c!", "d!", "e"]);
});

Deno.test("days() tells two people of one name apart, and shows a new name at once", () => {
  const said = (body: string, id: string, name: string) => ({
    ...entry({ body, at: NOON }),
    author: { id, name },
  });
  const result = days([
    said("a", "1", "Guest"),
    said("b", "2", "Guest"),
    said("c", "2", "Bo"),
  ], dates);
  assertEquals(groups(result), ["a!", "b!", "c!"]);
});

Deno.test("days() begins a day, and with it a group, at midnight of the reader's zone", () => {
  const midnight = Date.UTC(2025, 10, 21, 23);
  const spoken = [
    entry({ body: "a", at: midnight - 1 }),
    entry({ body: "b", at: midnight }),
  ];
  const inBerlin = days(spoken, new Dates("Europe/Berlin", NOON));
  assertEquals(inBerlin.map(({ day }) => day), ["2025-11-21", "2025-11-22"]);
  assertEquals(groups(inBerlin), ["a!", "b!"]);
  assertEquals(groups(days(spoken, dates)), ["a!", "b"]);
});

Deno.test("days() of an empty room are none", () => {
  assertEquals(days([], dates), []);
});
