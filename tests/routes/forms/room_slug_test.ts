import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { isSlug } from "@/chat/protocol.ts";
import { roomSlug } from "@/routes/(_forms)/room_slug.ts";

Deno.test("roomSlug() makes a title into an address that one can read", () => {
  const cases: [title: string, slug: string][] = [
    ["Lobby", "lobby"],
    ["Café, 2nd floor", "cafe-2nd-floor"],
    ["Crème brûlée", "creme-brulee"],
    ["  --Design--  ", "design"],
    ["C++ & Rust", "c-rust"],
    ["ＦＵＬＬ width", "full-width"],
    ["../../etc/passwd", "etc-passwd"],
  ];
  for (const [title, slug] of cases) assertEquals(roomSlug(title), slug, title);
});

Deno.test("roomSlug() is always a slug, and a new one where no letter can be kept", () => {
  const titles = [
    "日本語",
    "🦊",
    "-",
    "",
    "\u0000",
    "a".repeat(500),
    `${"a".repeat(62)} b`,
  ];
  for (const title of titles) assert(isSlug(roomSlug(title)), title);
  assertNotEquals(roomSlug("日本語"), roomSlug("日本語"));
});
