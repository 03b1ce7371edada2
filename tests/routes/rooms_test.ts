import { assertEquals, assertObjectMatch } from "@std/assert";
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
