import { assertEquals, assertMatch } from "@std/assert";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { asset } from "fresh/runtime";
import { builtApp, PROJECT } from "./fixtures/islands_app.ts";
import { body, send } from "./send.ts";

const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

Deno.test("staticFiles() sends a file with a weak etag that is not to be kept", async () => {
  const { status, headers } = await fetched("/style.css");
  assertEquals(status, 200);
  assertEquals(headers.get("content-type"), "text/css; charset=UTF-8");
  assertEquals(headers.get("cache-control"), NEVER);
  assertEquals(headers.get("vary"), "If-None-Match");
  assertMatch(headers.get("etag") ?? "", /^W\/"[0-9a-f]{64}"$/);
});

Deno.test("staticFiles() answers 304 to the etag and to the bare hash, but not to others", async () => {
  const etag = (await fetched("/style.css")).headers.get("etag") ?? "";
  const hash = etag.slice(3, -1);
  for (const match of [etag, hash]) {
    const response = await fetched("/style.css", { "if-none-match": match });
    assertEquals(response.status, 304);
    assertEquals(response.headers.get("vary"), "If-None-Match");
    assertEquals(response.headers.get("etag"), null);
    assertEquals(await response.text(), "");
  }
  for (const other of [`"${hash}"`, `${etag}, W/"x"`, 'W/"x"']) {
    const response = await fetched("/style.css", { "if-none-match": other });
    assertEquals(response.status, 200);
    await response.body?.cancel();
  }
});

Deno.test("staticFiles() lets a file be kept under the URL with the build id", async () => {
  const app = builtApp;
  const response = await send(app, asset("/style.css"));
  assertEquals(
    response.headers.get("cache-control"),
    "public, max-age=31536000, immutable",
  );
  await response.body?.cancel();
});

Deno.test("staticFiles() redirects from the id of another build", async () => {
  for (const id of ["other", ""]) {
    const response = await fetched(`/style.css?a=1&__frsh_c=${id}`);
    assertEquals([response.status, response.headers.get("location")], [
      307,
      "/style.css?a=1",
    ]);
  }
});

Deno.test("staticFiles() refuses methods other than GET and HEAD", async () => {
  const app = builtApp;
  for (const method of ["POST", "OPTIONS", "DELETE"]) {
    const response = await send(app, "/style.css", { method });
    assertEquals([response.status, await response.text()], [
      405,
      "Method Not Allowed",
    ]);
  }
  const response = await send(app, "/style.css", { method: "HEAD" });
  assertEquals([response.status, await response.text()], [200, ""]);
});

Deno.test("staticFiles() does not serve names that start with a dot, except .well-known", async () => {
  const app = builtApp;
  assertEquals((await send(app, "/.dot")).status, 404);
  assertEquals((await send(app, "/.hidden/note.txt")).status, 404);
  assertEquals((await send(app, "/%2Ehidden/note.txt")).status, 404);
  assertEquals(await body(app, "/.well-known/security.txt"), "known\n");
});

Deno.test("staticFiles() answers for a missing favicon itself", async () => {
  const response = await fetched("/favicon.ico");
  assertEquals([response.status, await response.text()], [404, ""]);
});

Deno.test("staticFiles() finds a file in any escaping of its name", async () => {
  const app = builtApp;
  for (
    const path of [
      "/a,b%20%C3%A9.txt",
      "/a%2Cb é.txt",
      "/style.css/",
      "/im%61ges/dot.svg",
    ]
  ) {
    const response = await send(app, path);
    assertEquals([path, response.status], [path, 200]);
    await response.body?.cancel();
  }
});

Deno.test("staticFiles() serves nothing outside of its files", async () => {
  const app = builtApp;
  const paths = [
    "/images",
    "/images%2Fdot.svg",
    "/..%2Fmain.ts",
    "/%2e%2e%2fmain.ts",
    "/main.ts",
    "/%E0%A4%A",
  ];
  for (const path of paths) {
    assertEquals([path, (await send(app, path)).status], [path, 404]);
  }
});

Deno.test("staticFiles() wins over a route of the same path, and / is never a file", async () => {
  const apply = await memoryBuild();
  const app = new App().use(staticFiles()).get(
    "/style.css",
    (ctx) => ctx.text("route"),
  )
    .get("/", (ctx) => ctx.text("root"));
  apply(app);
  assertMatch(await body(app, "/style.css"), /^body/);
  assertEquals(await body(app, "/"), "root");
});

Deno.test("staticFiles() sends neither etag nor lasting files during development", async () => {
  const apply = await memoryBuild("development");
  const app = new App().use(staticFiles());
  apply(app);
  const response = await send(app, asset("/style.css"));
  assertEquals([
    response.headers.get("etag"),
    response.headers.get("cache-control"),
  ], [null, NEVER]);
  await response.body?.cancel();
});

Deno.test("staticFiles() sends style sheets with the build id in the URLs of this site", async () => {
  const css = await body(builtApp, "/style.css");
  assertMatch(css, /url\("\/images\/dot\.svg\?__frsh_c=[0-9a-f]{40}"\)/);
  assertMatch(css, /url\("other\.css"\)/);
});

function memoryBuild(mode?: "development") {
  return new Builder({ root: PROJECT }).build({ mode, snapshot: "memory" });
}

async function fetched(path: string, headers?: HeadersInit): Promise<Response> {
  return await send(builtApp, path, { headers });
}
