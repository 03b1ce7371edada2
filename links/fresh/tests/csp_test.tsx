import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { App, csp, type CSPOptions } from "fresh";
import { errorsOf, send } from "./send.ts";

const DEFAULT_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

function guarded(options?: CSPOptions): App<unknown> {
  return new App()
    .use(csp(options))
    .get("/json", (ctx) => ctx.json(1))
    .get(
      "/page",
      // deno-lint-ignore react-no-danger -- the text of a script
      (ctx) => ctx.render(<script dangerouslySetInnerHTML={{ __html: "1" }} />),
    )
    .get(
      "/rewrapped",
      async (ctx) => new Response((await ctx.render(<p />)).body),
    )
    .get("/redirect", (ctx) => ctx.redirect("/"))
    .get("/immutable", () => Response.redirect("http://localhost/"));
}

async function directives(
  options: CSPOptions | undefined,
  path: string,
): Promise<string[]> {
  const response = await send(guarded(options), path);
  await response.body?.cancel();
  return (response.headers.get("content-security-policy") ?? "").split("; ");
}

Deno.test("csp() sets the default directives in order", async () => {
  assertEquals(await directives(undefined, "/json"), DEFAULT_POLICY);
  assertEquals(await directives(undefined, "/redirect"), DEFAULT_POLICY);
});

Deno.test("csp() replaces directives by name and puts its own last", async () => {
  const csp = ["img-src *", "script-src 'none'"];
  const kept = DEFAULT_POLICY.filter((directive) =>
    !/^(img|script)-src /.test(directive)
  );
  assertEquals(await directives({ csp }, "/json"), [...kept, ...csp]);
});

Deno.test("csp() can report only", async () => {
  const response = await send(guarded({ reportOnly: true }), "/json");
  assertEquals(response.headers.has("content-security-policy"), false);
  assertEquals(
    response.headers.get("content-security-policy-report-only"),
    DEFAULT_POLICY.join("; "),
  );
});

Deno.test("csp() tells where to report to", async () => {
  const response = await send(guarded({ reportTo: "/reports" }), "/json");
  assertEquals(
    response.headers.get("reporting-endpoints"),
    'csp-endpoint="/reports"',
  );
  assertStringIncludes(
    response.headers.get("content-security-policy") ?? "",
    "; report-to csp-endpoint; report-uri /reports",
  );
});

Deno.test("csp() puts the page's nonce into the policy of that page alone", async () => {
  const response = await send(guarded({ useNonce: true }), "/page");
  const nonce = /<script nonce="([0-9a-f]{32})"/.exec(await response.text())
    ?.[1];
  assertEquals(
    response.headers.get("content-security-policy"),
    DEFAULT_POLICY.join("; ").replaceAll("'unsafe-inline'", `'nonce-${nonce}'`),
  );
  assertEquals(await directives({ useNonce: true }, "/json"), DEFAULT_POLICY);
  assertEquals(
    await directives({ useNonce: true }, "/rewrapped"),
    DEFAULT_POLICY,
  );
});

Deno.test("csp() has another nonce for every rendering", async () => {
  const [, first] = await directives({ useNonce: true }, "/page");
  const [, second] = await directives({ useNonce: true }, "/page");
  assertMatch(first ?? "", /^script-src 'self' 'nonce-[0-9a-f]{32}'$/);
  assertEquals(first === second, false);
});

Deno.test("csp() keeps the nonce for HEAD", async () => {
  const response = await send(guarded({ useNonce: true }), "/page", {
    method: "HEAD",
  });
  assertMatch(response.headers.get("content-security-policy") ?? "", /'nonce-/);
});

Deno.test("csp() leaves directives without 'unsafe-inline' alone", async () => {
  const own = ["script-src 'self'", "script-src-elem 'self' 'unsafe-inline'"];
  const [last, ...before] =
    (await directives({ useNonce: true, csp: own }, "/page")).reverse();
  assertMatch(last ?? "", /^script-src-elem 'self' 'nonce-/);
  assertEquals(before[0], "script-src 'self'");
});

Deno.test("csp() makes a response with immutable headers a 500", async () => {
  await errorsOf(async () =>
    assertEquals((await send(guarded(), "/immutable")).status, 500)
  );
});

Deno.test("csp() does not reach the built-in 404", async () => {
  const response = await send(guarded(), "/unknown");
  assertEquals(response.headers.has("content-security-policy"), false);
});
