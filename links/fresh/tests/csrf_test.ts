import { assertEquals } from "@std/assert";
import { App, csrf, type CsrfOptions } from "fresh";
import { send } from "./send.ts";

async function statusOf(
  headers: Record<string, string>,
  options?: CsrfOptions,
  method = "POST",
): Promise<number> {
  const app = new App().use(csrf(options)).all(
    "/",
    (ctx) => ctx.text("passed"),
  );
  return (await send(app, "/", { method, headers })).status;
}

const OWN = "http://localhost";
const FOREIGN = "https://evil.example";

Deno.test("csrf() lets GET, HEAD and OPTIONS pass", async () => {
  const headers = { origin: FOREIGN, "sec-fetch-site": "cross-site" };
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    assertEquals(await statusOf(headers, undefined, method), 200);
  }
});

Deno.test("csrf() refuses a foreign origin for every other method", async () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    assertEquals(await statusOf({ origin: FOREIGN }, undefined, method), 403);
  }
});

Deno.test("csrf() believes Sec-Fetch-Site", async () => {
  assertEquals(
    await statusOf({ "sec-fetch-site": "same-origin", origin: FOREIGN }),
    200,
  );
  assertEquals(await statusOf({ "sec-fetch-site": "none" }), 200);
  assertEquals(await statusOf({ "sec-fetch-site": "cross-site" }), 403);
  assertEquals(
    await statusOf({ "sec-fetch-site": "same-site", origin: FOREIGN }),
    403,
  );
  assertEquals(
    await statusOf({ "sec-fetch-site": "cross-site", origin: OWN }),
    200,
  );
});

Deno.test("csrf() goes by Origin without Sec-Fetch-Site", async () => {
  assertEquals(await statusOf({ origin: OWN }), 200);
  assertEquals(await statusOf({ origin: "null" }), 403);
  assertEquals(await statusOf({}), 200);
});

Deno.test("csrf() with an option no longer implies the own origin", async () => {
  for (
    const origin of ["https://a.example", [
      "https://b.example",
      "https://a.example",
    ]]
  ) {
    assertEquals(
      await statusOf({ origin: "https://a.example" }, { origin }),
      200,
    );
    assertEquals(await statusOf({ origin: OWN }, { origin }), 403);
  }
});

Deno.test("csrf() asks a function with origin and context", async () => {
  const origin: CsrfOptions["origin"] = (name, ctx) =>
    name === FOREIGN && ctx.url.pathname === "/";
  assertEquals(await statusOf({ origin: FOREIGN }, { origin }), 200);
  assertEquals(await statusOf({ origin: OWN }, { origin }), 403);
});
