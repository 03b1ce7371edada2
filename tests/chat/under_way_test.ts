import { assertEquals } from "@std/assert";
import { UnderWay } from "@/chat/under_way.ts";

Deno.test("none() resolves at once when nothing is under way", async () => {
  const underWay = new UnderWay();
  await underWay.none();
  underWay.begin();
  underWay.end();
  await underWay.none();
});

Deno.test("none() waits for the last one, and tells all who wait", async () => {
  const underWay = new UnderWay();
  let told = 0;
  underWay.begin();
  underWay.begin();
  const waiting = [underWay.none(), underWay.none()].map((none) =>
    none.then(() => told++)
  );
  underWay.end();
  await Promise.resolve();
  assertEquals(told, 0);
  underWay.end();
  await Promise.all(waiting);
  assertEquals(told, 2);
});
