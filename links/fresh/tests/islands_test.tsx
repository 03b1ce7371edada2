import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { App } from "fresh";
import { Builder } from "fresh/dev";
import { h } from "preact";
import { builtApp, PROJECT } from "./fixtures/islands_app.ts";
import Callback from "./fixtures/islands_app/islands/Callback.tsx";
import { noIsland } from "./fixtures/islands_app/islands/Callback_test.ts";
import { body, errorsOf, send } from "./send.ts";

const PRELOAD =
  /^<(\/_fresh\/js\/[0-9a-f]{40}\/[^>]+\.js)>; rel="modulepreload"; as="script"$/;

Deno.test("render() adds one module script with the document's nonce to a page with islands", async () => {
  const response = await send(builtApp, "/counter");
  const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
  assertEquals(scripts.length, 1);
  assertStringIncludes(scripts[0] ?? "", 'type="module"');
  const nonce = /nonce="([0-9a-f]{32})"/.exec(scripts[0] ?? "")?.[1];
  const policy = response.headers.get("content-security-policy");
  assertStringIncludes(policy ?? "", `script-src 'self' 'nonce-${nonce}'`);
});

Deno.test("render() names the scripts of the islands in a Link header, and they can be kept", async () => {
  const app = builtApp;
  const response = await send(app, "/counter");
  await response.body?.cancel();
  const links = (response.headers.get("link") ?? "").split(", ");
  assertEquals(links.length, 3);
  for (const link of links) {
    const script = await send(app, PRELOAD.exec(link)?.[1] ?? "none");
    assertEquals(script.status, 200);
    assertMatch(script.headers.get("cache-control") ?? "", /immutable/);
    await script.body?.cancel();
  }
});

Deno.test("render() renders islands on the server", async () => {
  const html = await body(builtApp, "/counter");
  assertMatch(html, /<button[^>]*>Clicked 2<\/button>/);
  assertStringIncludes(html, "<output>20</output>");
});

Deno.test("render() renders what islands are given to show, and keeps what they do not show", async () => {
  const app = builtApp;
  const open = withoutComments(await body(app, "/panel?open"));
  assertStringIncludes(open, "<h2><em>Settings</em></h2>");
  assertMatch(
    open,
    /<p class="kept">Before <button.*Clicked 0<\/button> after/,
  );
  const closed = withoutComments(await body(app, "/panel"));
  assertMatch(closed, /<template[^>]*><p class="kept">Before <button/);
});

Deno.test("render() finds islands in folders named (_islands)", async () => {
  const html = await body(builtApp, "/nested");
  assertMatch(html, /<script[^>]*type="module"/);
});

Deno.test("render() takes nothing in a test file for an island", async () => {
  const apply = await new Builder({ root: PROJECT }).build({
    snapshot: "memory",
  });
  const component = () => h(noIsland, null);
  const app = new App().route("/", { component });
  apply(app);
  const html = await body(app, "/");
  assertStringIncludes(html, "<body>no island</body>");
});

Deno.test("render() fails for an island that is given a function", async () => {
  const app = builtApp;
  const logged = await errorsOf(async () => {
    const response = await send(app, "/callback");
    assertEquals(response.status, 500);
    assertEquals(await response.text(), "Internal server error");
  });
  assertMatch(String(logged[0]), /function/i);
});

Deno.test("render() renders islands as plain components without a build", async () => {
  const app = new App().get("/", (ctx) => {
    return ctx.render(<Callback onCall={() => {}} />);
  });
  const response = await send(app, "/");
  assertEquals(response.headers.get("link"), null);
  const html = await response.text();
  assertStringIncludes(html, "<body><p>function</p></body>");
});

function withoutComments(html: string): string {
  return html.replaceAll(/<!--.*?-->/g, "");
}
