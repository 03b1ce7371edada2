import { assertEquals, assertThrows } from "@std/assert";
import { relink } from "@/upstream.ts";

const CONFIG = `{
  "tasks": {},
  "links": ["./links/fresh", "./links/std_http"],
  "imports": { "fresh": "jsr:@fresh/core@^2.3.3" }
}
`;

Deno.test("relink() takes all links away", () => {
  assertEquals(JSON.parse(relink(CONFIG, [])).links, []);
});

Deno.test("relink() leaves everything else as it was", () => {
  const links = JSON.parse(CONFIG).links;
  assertEquals(relink(relink(CONFIG, []), links), CONFIG);
});

Deno.test("relink() refuses a configuration without links", () => {
  assertThrows(() => relink("{}", []), TypeError, 'Cannot find "links"');
});

Deno.test("relink() can put back what deno.json has", async () => {
  const config = await Deno.readTextFile("deno.json");
  const { links } = JSON.parse(config);
  assertEquals(relink(relink(config, []), links), config);
});
