import { assertEquals } from "@std/assert";
import { turn } from "@/tests/chat/turn.ts";
import { TestApp } from "./test_app.ts";

const ADDRESS: Deno.NetAddr = {
  transport: "tcp",
  hostname: "192.0.2.1",
  port: 1,
};

Deno.test("going down waits until what changed something is answered, to the last byte or in vain", async () => {
  using app = await TestApp.open();
  for (const end of ["resolve", "reject"] as const) {
    const completed = Promise.withResolvers<void>();
    const { status } = await app.ask("/api/rooms", {
      method: "POST",
      body: JSON.stringify({ slug: end }),
      token: await app.session(),
      info: { remoteAddr: ADDRESS, completed: completed.promise },
    });
    assertEquals(status, 201);
    let isDone = false;
    const done = app.chat.underWay.none().then(() => isDone = true);
    await turn();
    assertEquals(isDone, false, end);
    completed[end]();
    await done;
  }
});
