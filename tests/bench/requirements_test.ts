import { assertEquals, assertThrows } from "@std/assert";
import {
  checkRequirements,
  openFiles,
  RequirementError,
} from "@/bench/requirements.ts";

Deno.test("checkRequirements() says what it needs", () => {
  assertThrows(
    () => checkRequirements("darwin"),
    RequirementError,
    "Cannot measure on 'darwin': the load generator needs Linux",
  );
});

Deno.test("openFiles() reads the soft limit", () => {
  const limits = (soft: string) =>
    `Max processes 1 2 processes\nMax open files            ${soft}                524288               files\n`;
  assertEquals(openFiles(limits("1024")), 1024);
  assertEquals(openFiles(limits("unlimited")), Infinity);
});
