import { assertEquals } from "@std/assert";
import { TestApp } from "./test_app.ts";

Deno.test("/healthz and /readyz say ok", async () => {
  using app = await TestApp.open();
  for (const path of ["/healthz", "/readyz"]) {
    const response = await app.ask(path);
    assertEquals([response.status, await response.text()], [200, "ok\n"]);
    assertEquals(response.headers.get("set-cookie"), null);
  }
});

Deno.test("/readyz is 503 from the moment that the server goes away", async () => {
  using app = await TestApp.open();
  await app.chat.drain();
  assertEquals((await app.ask("/readyz")).status, 503);
  assertEquals((await app.ask("/healthz")).status, 200);
});
