import {
  assertEquals,
  assertObjectMatch,
  assertStringIncludes,
} from "@std/assert";
import { ROOMS_BURST } from "@/chat/limits.ts";
import { FakeEnvironment } from "../chat/fake_environment.ts";
import { TestApp } from "./test_app.ts";

Deno.test("GET /api/rooms lists the lobby first, then by title", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  for (const slug of ["zebra", "aardvark"]) {
    await app.postJson("/api/rooms", { slug }, token);
  }
  const { rooms } = await (await app.ask("/api/rooms", { token })).json();
  assertEquals(rooms.map(({ slug }: { slug: string }) => slug), [
    "lobby",
    "aardvark",
    "zebra",
  ]);
});

Deno.test("POST /api/rooms makes a room once", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  const made = await app.postJson("/api/rooms", {
    slug: "tea",
    title: "Tea time",
  }, token);
  assertEquals(made.status, 201);
  assertEquals(made.headers.get("location"), "/rooms/tea");
  assertObjectMatch(await made.json(), { slug: "tea", title: "Tea time" });
  const again = await app.postJson("/api/rooms", { slug: "tea" }, token);
  assertEquals([again.status, (await again.json()).code], [409, "forbidden"]);
});

Deno.test("POST /api/rooms refuses what is no name", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  for (
    const slug of ["", "-a", "A", "a b", "a/b", "é", "x".repeat(64), 7, null]
  ) {
    const response = await app.postJson("/api/rooms", { slug }, token);
    assertEquals([response.status, (await response.json()).code], [
      422,
      "bad_packet",
    ], String(slug));
  }
  assertEquals((await app.postJson("/api/rooms", { slug: "tea" })).status, 401);
});

Deno.test("making too many rooms is 429 with Retry-After, as JSON and in the form", async () => {
  using app = await TestApp.open({}, new FakeEnvironment());
  const token = await app.session();
  const make = (slug: string) => app.postJson("/api/rooms", { slug }, token);
  for (let i = 0; i < ROOMS_BURST; i++) {
    assertEquals((await make(`room-${i}`)).status, 201);
  }
  const refused = await make("one-more");
  assertEquals(refused.status, 429);
  assertEquals(refused.headers.get("retry-after"), "60");
  assertEquals((await refused.json()).code, "rate_limited");
  const body = new URLSearchParams({ action: "room", title: "One more" });
  const page = await app.ask("/", { method: "POST", body, token });
  assertEquals(page.status, 429);
  assertEquals(page.headers.get("retry-after"), "60");
  assertStringIncludes(
    await page.text(),
    "Too many new rooms: try again in 60 s.",
  );
});
