import { assert, assertEquals } from "@std/assert";
import { memoryLimit, memoryWatch } from "@/memory.ts";

Deno.test("memoryWatch() tells when nearly all is used", () => {
  let used = 80;
  const isShort = memoryWatch(100, () => used);
  assertEquals(isShort(), false);
  used = 90;
  assertEquals(isShort(), true);
  used = 80;
  assertEquals(isShort(), false);
});

Deno.test("memoryWatch() knows what this process uses and may use", () => {
  assertEquals(memoryWatch()(), false);
  assertEquals(memoryWatch(2 ** 20)(), true);
});

Deno.test("memoryLimit() is no more than the machine has", () => {
  const { total } = Deno.systemMemoryInfo();
  assert(memoryLimit() > 0 && memoryLimit() <= total);
});

Deno.test({
  name: "memoryLimit() is endless where the process may not know",
  permissions: { read: true, env: true },
  fn: () => assertEquals(memoryLimit(), Infinity),
});

Deno.test("memoryLimit() is what an instance on Deno Deploy has, where the variable that names one is not empty", () => {
  const limit = memoryLimit();
  try {
    Deno.env.set("DENO_DEPLOYMENT_ID", "any");
    assertEquals(memoryLimit(), 512 * 1024 * 1024);
    Deno.env.set("DENO_DEPLOYMENT_ID", "");
    assertEquals(memoryLimit(), limit);
  } finally {
    Deno.env.delete("DENO_DEPLOYMENT_ID");
  }
});
