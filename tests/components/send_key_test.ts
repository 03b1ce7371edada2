import { assertEquals } from "@std/assert";
import { isSendKey } from "@/components/room/live/send_key.ts";

const PLAIN = {
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};

Deno.test("isSendKey() tells sending from breaking a line and from choosing a word", () => {
  const cases: [
    what: string,
    event: Partial<typeof PLAIN>,
    mouse: boolean,
    touch: boolean,
  ][] = [
    ["Enter", {}, true, false],
    ["Shift+Enter", { shiftKey: true }, false, false],
    ["Alt+Enter", { altKey: true }, false, false],
    ["Ctrl+Enter", { ctrlKey: true }, true, true],
    ["Cmd+Enter", { metaKey: true }, true, true],
    ["Enter while composing", { isComposing: true }, false, false],
    ["Enter taken by an input method", { keyCode: 229 }, false, false],
    [
      "Ctrl+Enter while composing",
      { isComposing: true, ctrlKey: true },
      false,
      false,
    ],
    ["a letter", { key: "a", keyCode: 65 }, false, false],
  ];
  for (const [what, event, mouse, touch] of cases) {
    assertEquals(isSendKey({ ...PLAIN, ...event }, false), mouse, what);
    assertEquals(
      isSendKey({ ...PLAIN, ...event }, true),
      touch,
      `${what}, touch`,
    );
  }
});
