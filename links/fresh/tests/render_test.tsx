import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { App, staticFiles } from "fresh";
import { asset, assetSrcSet } from "fresh/runtime";
import type { ComponentChildren, VNode } from "preact";
import { body } from "./send.ts";
import { builtApp } from "./fixtures/islands_app.ts";

/** The document for a page at `path`. */
function rendered(content: () => ComponentChildren, path = "/") {
  const component = () => <>{content()}</>;
  return body(new App().route("/*", { component }), path);
}

Deno.test("render() adds html, head and body around a fragment", async () => {
  const html = await rendered(() => <h1>x</h1>);
  assertMatch(
    html,
    /^<!DOCTYPE html><html><head><meta charset="utf-8" ?\/?><\/head><body><h1>x<\/h1><\/body><\/html>$/,
  );
});

Deno.test("render() leaves a complete document alone", async () => {
  const html = await rendered(() => (
    <html lang="de">
      <head>
        <title>T</title>
      </head>
      <body class="b">x</body>
    </html>
  ));
  assertEquals(
    html,
    '<!DOCTYPE html><html lang="de"><head><title>T</title></head><body class="b">x</body></html>',
  );
});

Deno.test("render() escapes text and attributes", async () => {
  const hostile = '<script>alert("1")</script>&';
  const html = await rendered(() => <p title={hostile}>{hostile}</p>);
  assertEquals(html.includes("<script"), false);
  assertStringIncludes(html, "&lt;script>");
});

Deno.test("render() drops event handlers of elements that only the server renders", async () => {
  const html = await rendered(() => <p onClick={() => {}}>x</p>);
  assertStringIncludes(html, "<p>x</p>");
});

Deno.test("render() gives scripts and styles one nonce for each document", async () => {
  const page = () => (
    <div>
      <script src="/a.js" />
      <style>p {"{}"}</style>
      <script nonce="own" src="/b.js" />
    </div>
  );
  const [first, second] = await Promise.all([rendered(page), rendered(page)]);
  const nonces = noncesIn(first);
  const [nonce = ""] = nonces;
  assertMatch(nonce, /^[0-9a-f]{32}$/);
  assertEquals(nonces, [nonce, nonce, "own"]);
  assertEquals(noncesIn(second).includes(nonce), false);
});

Deno.test("render() gives an element that is a constant a new nonce each time", async () => {
  const constant = <script src="/a.js" />;
  const [first, second] = [
    noncesIn(await rendered(() => constant)),
    noncesIn(await rendered(() => constant)),
  ];
  assertEquals([first.length, second.length], [1, 1]);
  assertEquals(first[0] === second[0], false);
});

Deno.test("render() marks links to the current page and to those above it", async () => {
  const html = await rendered(
    () => (
      <nav>
        <a href="/rooms/lobby">here</a>
        <a href="/rooms">above</a>
        <a href="/">root</a>
        <a href="/rooms/lob">other</a>
        <a href="/rooms/lobby?page=2">query</a>
        <a href="https://example.com/rooms/lobby">elsewhere</a>
        <a href="//example.com/rooms/lobby">elsewhere</a>
        <a href="/rooms" aria-current="step">own</a>
      </nav>
    ),
    "/rooms/lobby",
  );
  assertEquals(
    Array.from(html.matchAll(/<a [^>]*>/g), ([tag]) => {
      return /aria-current="(\w+)"/.exec(tag)?.[1] ?? null;
    }),
    ["page", "true", "true", null, "true", null, null, "step"],
  );
  assertEquals(html.match(/data-current="true"/g)?.length, 1);
  assertEquals(html.match(/data-ancestor="true"/g)?.length, 3);
});

Deno.test("render() leaves links unmarked that were made before it was called", async () => {
  const app = new App().get("/", (ctx) => ctx.render(<a href="/">x</a>));
  assertStringIncludes(await body(app, "/"), '<a href="/">x</a>');
});

Deno.test("render() adds the build id to images on this site", async () => {
  const html = await rendered(() => (
    <p>
      <img src="/a.png" srcset="/b.png 1x, /c.png 2x" alt="" />
      <img src="https://example.com/d.png" alt="" />
      <img src="/e.png" data-fresh-disable-lock alt="" />
      <a href="/f.png">x</a>
    </p>
  ));
  assertEquals(
    Array.from(
      html.matchAll(/\/(\w)\.png\?__frsh_c=[^"\s,]+/g),
      ([, name]) => name,
    ),
    ["a", "b", "c"],
  );
  assertStringIncludes(html, '"/e.png"');
  assertStringIncludes(html, 'href="/f.png"');
});

Deno.test("asset() adds the build id before the hash, to paths of this site only", () => {
  const added = asset("/x?y=1#z");
  assertMatch(added, /^\/x\?y=1&__frsh_c=[0-9a-f]{40}#z$/);
  for (const same of ["x", "./x", "//host/x", "https://host/x", added]) {
    assertEquals(asset(same), same);
  }
  assertMatch(
    assetSrcSet("/a 1x, /b 2x, c 3x"),
    /^\/a\?__frsh_c=\w+ 1x, \/b\?__frsh_c=\w+ 2x, c 3x$/,
  );
});

Deno.test("render() keeps documents apart that are rendered at the same time", async () => {
  const component = async ({ url }: { url: URL }): Promise<VNode> => {
    await Promise.resolve();
    return <a href="/a">{url.pathname}</a>;
  };
  const app = new App().route("/:page", { component });
  const [a, b] = await Promise.all([body(app, "/a"), body(app, "/b")]);
  assertMatch(a, /\/a<\/a>/);
  assertMatch(b, /<a href="\/a">\/b<\/a>/);
});

Deno.test("render() adds no script without an island", async () => {
  const app = builtApp;
  const response = await app.handler()(new Request("http://localhost/"));
  assertEquals(response.headers.get("link"), null);
  assertEquals((await response.text()).includes("<script"), false);
});

Deno.test("staticFiles() lets requests pass when no build was applied", async () => {
  const app = new App().use(staticFiles()).get("/", (ctx) => ctx.text("page"));
  assertEquals(await body(app, "/"), "page");
});

function noncesIn(html: string): string[] {
  return Array.from(html.matchAll(/nonce="(\w+)"/g), ([, nonce = ""]) => nonce);
}
