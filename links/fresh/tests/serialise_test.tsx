import { assertEquals, assertMatch } from "@std/assert";
import { signal } from "@preact/signals";
import { App } from "fresh";
import { Builder } from "fresh/dev";
import { PROJECT } from "./fixtures/islands_app.ts";
import Callback from "./fixtures/islands_app/islands/Callback.tsx";
import { errorsOf, send } from "./send.ts";

const apply = await new Builder({ root: PROJECT }).build({
  snapshot: "memory",
});

/** The answer with a page whose island is given `value`. */
async function given(value: unknown): Promise<Response> {
  const component = () => <Callback onCall={value} />;
  const app = new App().route("/", { component });
  apply(app);
  return await send(app, "/");
}

Deno.test("island props may hold all that can be sent", async () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const values = [
    1n,
    NaN,
    undefined,
    null,
    new Date(NaN),
    new URL("http://a/"),
    /a/,
    new Map([[{}, new Set([cycle])]]),
    new Uint8Array(2),
    signal(signal(1)),
    [<p key="a">x</p>],
  ];
  for (const value of values) {
    const response = await given(value);
    assertEquals([String(typeof value), response.status], [typeof value, 200]);
    await response.body?.cancel();
  }
});

Deno.test("island props cannot break out of the script", async () => {
  for (const text of ["</script><p>", "<!--<script>", "\u2028</SCRIPT\n>"]) {
    const html = await (await given(text)).text();
    assertEquals(html.match(/<\/script/gi)?.length, 1);
    assertEquals(html.includes("<!--<script"), false);
  }
});

Deno.test("island props may be instances of classes, which are sent as plain objects", async () => {
  class Point {
    x = 1;
  }
  const response = await given(new Point());
  assertEquals(response.status, 200);
  await response.body?.cancel();
});

Deno.test("island props may hold no function, however deep", async () => {
  const nested = new Map([["a", signal([{ b: () => {} }])]]);
  for (const value of [() => {}, { a: [() => {}] }, nested]) {
    const logged = await errorsOf(async () => {
      const response = await given(value);
      assertEquals(response.status, 500);
      await response.body?.cancel();
    });
    assertMatch(String(logged[0]), /function/i);
  }
});
