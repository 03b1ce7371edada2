import { assertEquals } from "@std/assert";
import { isAllowedOrigin } from "@/http/origin.ts";

const allowed = ["https://partner.example", "http://localhost:5173"];

const cases: [origin: string, url: string, expected: boolean][] = [
  // This host.
  ["https://chat.example", "https://chat.example/api/chat", true],
  ["http://chat.example:8000", "http://chat.example:8000/", true],
  ["http://localhost:8000", "http://localhost:8000/", true],
  ["http://[::1]:8000", "http://[::1]:8000/", true],
  // A proxy in front ends TLS.
  ["https://chat.example", "http://chat.example/api/chat", true],
  // Those that the operator has named, exactly.
  ["https://partner.example", "https://chat.example/", true],
  ["http://localhost:5173", "https://chat.example/", true],
  ["http://partner.example", "https://chat.example/", false],
  ["https://partner.example:8443", "https://chat.example/", false],
  ["https://partner.example.evil.example", "https://chat.example/", false],
  ["https://evil-partner.example", "https://chat.example/", false],
  // No origin at all.
  ["null", "https://chat.example/", false],
  ["", "https://chat.example/", false],
  ["*", "https://chat.example/", false],
  ["undefined", "https://chat.example/", false],
  // Other hosts that look alike.
  ["https://evil.example", "https://chat.example/", false],
  ["https://chat.example.evil.example", "https://chat.example/", false],
  ["https://evilchat.example", "https://chat.example/", false],
  ["https://sub.chat.example", "https://chat.example/", false],
  ["https://example", "https://chat.example/", false],
  ["https://chat.example.", "https://chat.example/", false],
  ["https://chat.example@evil.example", "https://chat.example/", false],
  ["https://evil.example/https://chat.example", "https://chat.example/", false],
  ["https://evil.example#chat.example", "https://chat.example/", false],
  ["https://evil.example\\@chat.example", "https://chat.example/", false],
  [
    "https://chat.example, https://evil.example",
    "https://chat.example/",
    false,
  ],
  ["https://chat.example https://evil.example", "https://chat.example/", false],
  // Other ports.
  ["https://chat.example:8443", "https://chat.example/", false],
  ["https://chat.example", "https://chat.example:8443/", false],
  ["http://chat.example:443", "https://chat.example/", false],
  ["https://chat.example:80", "http://chat.example/", false],
  ["http://localhost", "http://localhost:8000/", false],
  ["http://127.0.0.1:8000", "http://localhost:8000/", false],
  // What no browser would send: no path, no user, no query.
  ["https://chat.example/", "https://chat.example/", false],
  ["https://chat.example/path", "https://chat.example/", false],
  ["https://ann@chat.example", "https://chat.example/", false],
  ["https://chat.example?", "https://chat.example/", false],
  // Other schemes.
  ["file://chat.example", "https://chat.example/", false],
  ["ftp://chat.example", "https://chat.example/", false],
  ["chrome-extension://chat.example", "https://chat.example/", false],
  ["javascript://chat.example", "https://chat.example/", false],
  ["//chat.example", "https://chat.example/", false],
  ["chat.example", "https://chat.example/", false],
];

for (const [origin, url, expected] of cases) {
  Deno.test(`isAllowedOrigin() is ${expected} for '${origin}' at ${url}`, () => {
    assertEquals(isAllowedOrigin(origin, new URL(url), allowed), expected);
  });
}

Deno.test("isAllowedOrigin() allows no origin where none is named", () => {
  assertEquals(
    isAllowedOrigin(
      "https://partner.example",
      new URL("https://chat.example/"),
      [],
    ),
    false,
  );
});
