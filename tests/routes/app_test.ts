import { assert, assertEquals, assertMatch } from "@std/assert";
import { TestApp } from "./test_app.ts";

Deno.test("the service worker names its build, is asked for anew each time, and makes nobody a guest", async () => {
  using app = await TestApp.open();
  const response = await app.ask("/sw.js");
  assertEquals(response.status, 200);
  assertMatch(response.headers.get("content-type") ?? "", /^text\/javascript/);
  assertEquals(response.headers.get("cache-control"), "no-cache");
  assertEquals(response.headers.get("set-cookie"), null);
  const [, path = ""] = /importScripts\("(.+)"\)/.exec(await response.text()) ??
    [];
  const script = await app.ask(path);
  assertMatch(script.headers.get("cache-control") ?? "", /immutable/);
  assertMatch(await script.text(), /addEventListener\("fetch"/);
});

Deno.test("every page leads to the manifest and the worker, and its policy allows them", async () => {
  using app = await TestApp.open();
  for (const path of ["/", "/rooms/lobby", "/offline", "/nowhere"]) {
    const response = await app.ask(path);
    const policy = response.headers.get("content-security-policy") ?? "";
    assert(policy.endsWith("worker-src 'self'"), policy);
    const html = await response.text();
    assertMatch(html, /<link rel="manifest" href="\/manifest.webmanifest/);
    assertMatch(html, /<meta name="service-worker" content="\/sw.js"/);
    assertMatch(html, /<link rel="apple-touch-icon"/);
  }
});

Deno.test("the manifest's icons are there, as large as it says", async () => {
  using app = await TestApp.open();
  const response = await app.ask("/manifest.webmanifest");
  assertMatch(
    response.headers.get("content-type") ?? "",
    /^application\/manifest\+json/,
  );
  const { icons, start_url } = await response.json();
  assertEquals((await app.ask(start_url)).status, 200);
  for (const { src, type, sizes } of icons) {
    const icon = await app.ask(src);
    assertEquals(icon.headers.get("content-type"), type);
    if (type === "image/png") assertEquals(await pngSize(icon), sizes, src);
  }
});

/** From the header chunk, which comes first (PNG specification, section 11.2.1). */
async function pngSize(response: Response): Promise<string> {
  const bytes = new DataView(await response.arrayBuffer());
  return `${bytes.getUint32(16)}x${bytes.getUint32(20)}`;
}

Deno.test("the page of what pages are made of is not there in production", async () => {
  using app = await TestApp.open();
  assertEquals((await app.ask("/design")).status, 404);
});
