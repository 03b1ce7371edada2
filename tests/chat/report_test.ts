import { assertEquals, assertMatch } from "@std/assert";
import { report } from "@/chat/report.ts";
import { CapturedLog } from "./captured_log.ts";

/** The line that a report of this writes. */
function reported(thrown: unknown): Record<string, string> {
  using log = new CapturedLog();
  report("saving failed", thrown, { room: "lobby" });
  assertEquals(log.lines.length, 1);
  return JSON.parse(log.lines[0] ?? "");
}

Deno.test("report() writes one line of JSON with what failed, where and why", () => {
  const { error = "", ...rest } = reported(new Error("a\nb"));
  assertEquals(rest, { level: "error", what: "saving failed", room: "lobby" });
  assertMatch(error, /^Error: a\nb\n +at /);
});

Deno.test("report() tells what caused what", () => {
  const cause = new TypeError("disk is full", { cause: "no more blocks" });
  const { error = "" } = reported(new Error("not kept", { cause }));
  assertMatch(
    error,
    /^Error: not kept\n[^]+\ncaused by: TypeError: disk is full\n[^]+\ncaused by: no more blocks$/,
  );
});

Deno.test("report() ends where errors have caused each other", () => {
  const first = new Error("first");
  first.cause = new Error("second", { cause: first });
  const { error = "" } = reported(first);
  assertEquals(error.split("caused by: ").length, 2);
});

Deno.test("report() takes anything that was thrown", () => {
  assertEquals(reported(undefined).error, "undefined");
  assertEquals(reported("words").error, "words");
});
