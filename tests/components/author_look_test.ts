import { assert, assertEquals } from "@std/assert";
import { HUES } from "@/chat/limits.ts";
import { HUE_NAMES, hueClass, initials } from "@/components/author_look.ts";

Deno.test("hueClass() is the same for an id each time and uses every colour", () => {
  const look = (id: string) => hueClass({ id, name: "Ada" });
  assertEquals(look("person-1"), look("person-1"));
  const classes = new Set(
    Array.from({ length: 300 }, (_, i) => look(`person-${i}`)),
  );
  assertEquals(classes.size, HUES);
  assert([...classes].every((name) => /^hue-(?:\d|1[01])$/.test(name)));
});

Deno.test("hueClass() is the colour that somebody has chosen", () => {
  assertEquals(hueClass({ id: "person-1", name: "Ada", hue: 3 }), "hue-3");
  assertEquals(HUE_NAMES.length, HUES);
});

Deno.test("initials() are those of the first and the last word", () => {
  const cases: [name: string, initials: string][] = [
    ["Ada", "A"],
    ["Ada Lovelace", "AL"],
    ["Ada King Lovelace", "AL"],
    ["ada.lovelace", "AL"],
    ["  bo  ", "B"],
    ["Guest 4821", "G4"],
    ["👩‍🚀 Mika", "👩‍🚀M"],
    ["-", "?"],
    ["", "?"],
  ];
  for (const [name, expected] of cases) {
    assertEquals(initials(name), expected, name);
  }
});

Deno.test("the style sheet has each colour that hueClass() gives", async () => {
  const css = await Deno.readTextFile(
    new URL("../../static/css/controls.css", import.meta.url),
  );
  for (let hue = 0; hue < HUES; hue++) assert(css.includes(`.hue-${hue} {`));
});
