import { assert, assertEquals, assertLess } from "@std/assert";
import process from "node:process";
import { parts } from "@/components/room/links.ts";

function links(body: string): string[] {
  return parts(body).flatMap(({ href }) => href === undefined ? [] : [href]);
}

Deno.test("parts() finds the addresses of pages and keeps the rest as it is", () => {
  assertEquals(parts("See https://example.org/a?b=1#c, now"), [
    { text: "See " },
    {
      text: "https://example.org/a?b=1#c",
      href: "https://example.org/a?b=1#c",
    },
    { text: ", now" },
  ]);
  assertEquals(links("HTTP://EXAMPLE.org"), ["http://example.org/"]);
  assertEquals(links("https://a.example https://b.example"), [
    "https://a.example/",
    "https://b.example/",
  ]);
});

Deno.test("parts() leaves punctuation to the sentence and brackets to who opened them", () => {
  const cases: [body: string, link: string][] = [
    ["(https://example.org/a)", "https://example.org/a"],
    ["https://example.org/a_(b)", "https://example.org/a_(b)"],
    ["(see https://example.org/a_(b)).", "https://example.org/a_(b)"],
    ["https://example.org/a?!", "https://example.org/a"],
    ["<https://example.org/a>", "https://example.org/a"],
    ['"https://example.org/a"', "https://example.org/a"],
  ];
  for (const [body, link] of cases) assertEquals(links(body), [link], body);
});

Deno.test("parts() makes no link of what is not a page's address", () => {
  const texts = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https",
    "xhttps://example.org",
    "https:/example.org",
    "https://",
    "https://[::1",
    "h\u0000ttps://example.org",
    "https://bank.example@evil.example/",
    "https://bank.example:pw@evil.example/",
    "https://:pw@evil.example/",
  ];
  for (const text of texts) assertEquals(parts(text), [{ text }], text);
});

Deno.test("parts() ends an address where the writing direction would be turned", () => {
  assertEquals(links("https://example.org/\u202Egpj.exe"), [
    "https://example.org/",
  ]);
});

Deno.test("parts() together are the body, whatever it is", () => {
  const bodies = ["", " ", "https://a.example)", "a https://b.example.", "🦊"];
  for (const body of bodies) {
    assertEquals(parts(body).map(({ text }) => text).join(""), body);
  }
});

Deno.test("parts() takes time in proportion to a hostile body", () => {
  const hostile = ["https://", "https://a.b/((((", "https://a/)", ")", "http"];
  for (const piece of hostile) {
    const body = `https://a.b/${piece.repeat(64 * 1024 / piece.length)}`;
    parts(body);
    const before = process.cpuUsage();
    parts(body);
    const { user, system } = process.cpuUsage(before);
    // Of the processor, whatever else it has to do: far from what it takes, and as far from what a quadratic one would.
    assertLess((user + system) / 1_000, 100, piece);
  }
  assert(parts("x".repeat(64 * 1024)).length === 1);
});
