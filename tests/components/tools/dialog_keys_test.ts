import { assertEquals } from "@std/assert";
import { dialogOf } from "@/components/tools/dialog_keys.ts";

const PLAIN = {
  key: "k",
  isComposing: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};

Deno.test("dialogOf() knows its keys, and leaves the others to the page", () => {
  const cases: [
    what: string,
    event: Partial<typeof PLAIN>,
    outside: string | undefined,
    writing: string | undefined,
  ][] = [
    ["k", {}, undefined, undefined],
    ["Ctrl+K", { ctrlKey: true }, "switcher", "switcher"],
    ["⌘+K", { metaKey: true }, "switcher", "switcher"],
    [
      "Ctrl+K with Caps Lock",
      { key: "K", ctrlKey: true },
      "switcher",
      "switcher",
    ],
    ["Ctrl+/", { key: "/", ctrlKey: true }, "shortcuts", "shortcuts"],
    ["/", { key: "/" }, undefined, undefined],
    ["?", { key: "?" }, "shortcuts", undefined],
    [
      "AltGr+K, a letter",
      { ctrlKey: true, altKey: true },
      undefined,
      undefined,
    ],
    [
      "? while composing",
      { key: "?", isComposing: true },
      undefined,
      undefined,
    ],
  ];
  for (const [what, event, outside, writing] of cases) {
    assertEquals(dialogOf({ ...PLAIN, ...event }, false), outside, what);
    assertEquals(dialogOf({ ...PLAIN, ...event }, true), writing, what);
  }
});
