import { assertEquals, assertThrows } from "@std/assert";
import { Dates } from "@/components/room/dates.ts";

const NOW = Date.UTC(2025, 10, 21, 12);

Deno.test("Dates says a time in the reader's zone", () => {
  const at = Date.UTC(2025, 10, 21, 23, 5);
  assertEquals(new Dates("UTC", NOW).time(at), "23:05");
  assertEquals(new Dates("Asia/Kolkata", NOW).time(at), "04:35");
  assertEquals(new Dates("UTC", NOW).time(Date.UTC(2025, 10, 21)), "00:00");
});

Deno.test("Dates names days as one would, seen from now", () => {
  const dates = new Dates("UTC", NOW);
  assertEquals(dates.dayName("2025-11-21"), "Today");
  assertEquals(dates.dayName("2025-11-20"), "Yesterday");
  assertEquals(dates.dayName("2025-11-19"), "Wednesday 19 November");
  assertEquals(dates.dayName("2024-11-21"), "21 November 2024");
});

Deno.test("Dates knows yesterday across a change of the clock and of the year", () => {
  // The day of 25 hours in Berlin: 24 hours before its last half hour it was the same day.
  const lateOnTheLongDay = Date.UTC(2025, 9, 26, 22, 45);
  const berlin = new Dates("Europe/Berlin", lateOnTheLongDay);
  assertEquals(berlin.dayName("2025-10-26"), "Today");
  assertEquals(berlin.dayName("2025-10-25"), "Yesterday");
  const newYear = new Dates("UTC", Date.UTC(2026, 0, 1));
  assertEquals(newYear.dayName("2025-12-31"), "Yesterday");
});

Deno.test("Dates begins a day at midnight in zones that are quarters of an hour away", () => {
  const midnight = Date.UTC(2025, 10, 20, 18, 15);
  const kathmandu = new Dates("Asia/Kathmandu", NOW);
  for (let again = 0; again < 2; again++) {
    assertEquals(kathmandu.day(midnight - 1), "2025-11-20");
    assertEquals(kathmandu.day(midnight), "2025-11-21");
  }
});

Deno.test("Dates has no unknown zones", () => {
  assertThrows(() => new Dates("Mars/Olympus", NOW), RangeError);
});
