import { assertEquals } from "@std/assert";
import { timeZoneOf } from "@/components/room/time_zone.ts";

Deno.test("timeZoneOf() takes a zone that exists from the cookies, else UTC", () => {
  const cases: [cookies: string | null, zone: string][] = [
    [null, "UTC"],
    ["", "UTC"],
    ["tz=Europe/Berlin", "Europe/Berlin"],
    [
      "session=abc; tz=America/Argentina/Buenos_Aires; x=y",
      "America/Argentina/Buenos_Aires",
    ],
    ["session=abc;tz=Etc/GMT+5", "Etc/GMT+5"],
    ["xtz=Europe/Berlin", "UTC"],
    ["tz=Mars/Olympus", "UTC"],
    ["tz=", "UTC"],
    ["tz=<script>", "UTC"],
    [`tz=${"a".repeat(10_000)}`, "UTC"],
    ["tz=__proto__", "UTC"],
  ];
  for (const [cookies, zone] of cases) {
    assertEquals(timeZoneOf(cookies), zone, cookies ?? "none");
  }
});
