import { assertEquals } from "@std/assert";
import { report } from "@/chat/report.ts";
import { errorFigures, surviveFaults } from "@/faults.ts";
import { CapturedLog } from "./chat/captured_log.ts";

Deno.test("errorFigures() counts errors that were logged, and those of them that nobody caught", () => {
  using log = new CapturedLog();
  surviveFaults();
  report("something failed", new Error("caught"));
  assertEquals(errorFigures(), { errors: 1, faults: 0 });
  reportError(new Error("not caught"));
  assertEquals(errorFigures(), { errors: 2, faults: 1 });
  assertEquals(log.lines.length, 2);
});
