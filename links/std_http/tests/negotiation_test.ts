import { assertEquals } from "@std/assert";
import {
  accepts,
  acceptsEncodings,
  acceptsLanguages,
} from "@std/http/negotiation";

/** The accept functions look at nothing but the headers. */
function asking(name: string, value: string): { headers: Headers } {
  return { headers: new Headers({ [name]: value }) };
}

const BARE = { headers: new Headers() };
const BROWSER =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

Deno.test("accepts() gives what a browser wants first", () => {
  assertEquals(
    accepts(asking("accept", BROWSER), "application/json", "text/html"),
    "text/html",
  );
});

Deno.test("accepts() gives the first candidate if all are equal", () => {
  assertEquals(
    accepts(asking("accept", "*/*"), "application/json", "text/html"),
    "application/json",
  );
  assertEquals(
    accepts(BARE, "application/json", "text/html"),
    "application/json",
  );
});

Deno.test("accepts() goes by quality, then by the closest range", () => {
  assertEquals(
    accepts(
      asking("accept", "text/html;q=0.5, text/plain"),
      "text/html",
      "text/plain",
    ),
    "text/plain",
  );
  assertEquals(
    accepts(asking("accept", "text/*, text/plain"), "text/html", "text/plain"),
    "text/plain",
  );
  assertEquals(
    accepts(
      asking("accept", "text/*;q=0.3, */*;q=0.2"),
      "image/png",
      "text/html",
    ),
    "text/html",
  );
});

Deno.test("accepts() gives undefined if nothing fits", () => {
  assertEquals(
    accepts(asking("accept", "text/html"), "application/json"),
    undefined,
  );
});

Deno.test("accepts() excludes what has quality 0", () => {
  assertEquals(
    accepts(asking("accept", "*/*, text/html;q=0"), "text/html"),
    undefined,
  );
  assertEquals(
    accepts(asking("accept", "*/*, text/html;q=0"), "text/html", "text/plain"),
    "text/plain",
  );
  assertEquals(accepts(asking("accept", "text/html;q=0, text/plain")), [
    "text/plain",
  ]);
});

Deno.test("accepts() without candidates lists the types, the most wanted first", () => {
  const request = asking(
    "accept",
    "text/plain;q=0.2, text/html, application/json;q=0.7",
  );
  assertEquals(accepts(request), [
    "text/html",
    "application/json",
    "text/plain",
  ]);
  assertEquals(accepts(BARE), ["*/*"]);
});

Deno.test("accepts() takes a whole Request", () => {
  const request = new Request("http://localhost/", {
    headers: { accept: "text/html" },
  });
  const type: "text/html" | "text/plain" | undefined = accepts(
    request,
    "text/plain",
    "text/html",
  );
  assertEquals(type, "text/html");
});

Deno.test("acceptsEncodings() gives what is wanted most", () => {
  assertEquals(
    acceptsEncodings(asking("accept-encoding", "gzip;q=0.5, br"), "gzip", "br"),
    "br",
  );
  assertEquals(
    acceptsEncodings(asking("accept-encoding", "gzip"), "br"),
    undefined,
  );
  assertEquals(acceptsEncodings(BARE, "br", "gzip"), "br");
});

Deno.test("acceptsEncodings() implies identity as the last resort", () => {
  assertEquals(
    acceptsEncodings(asking("accept-encoding", "gzip"), "br", "identity"),
    "identity",
  );
  assertEquals(
    acceptsEncodings(asking("accept-encoding", "gzip"), "identity", "gzip"),
    "gzip",
  );
  assertEquals(
    acceptsEncodings(
      asking("accept-encoding", "gzip, identity;q=0"),
      "identity",
    ),
    undefined,
  );
});

Deno.test("acceptsEncodings() without candidates lists the codings, the most wanted first", () => {
  assertEquals(
    acceptsEncodings(asking("accept-encoding", "gzip;q=0.5, br")).slice(0, 2),
    ["br", "gzip"],
  );
  assertEquals(acceptsEncodings(asking("accept-encoding", "gzip")), [
    "gzip",
    "identity",
  ]);
  assertEquals(acceptsEncodings(BARE), ["*"]);
});

Deno.test("acceptsLanguages() gives what is wanted most", () => {
  assertEquals(
    acceptsLanguages(asking("accept-language", "fr;q=0.5, de"), "fr", "de"),
    "de",
  );
  assertEquals(
    acceptsLanguages(asking("accept-language", "fr"), "de"),
    undefined,
  );
  assertEquals(
    acceptsLanguages(asking("accept-language", "fr, *;q=0.1"), "de"),
    "de",
  );
  assertEquals(acceptsLanguages(BARE, "en", "de"), "en");
});

Deno.test("acceptsLanguages() lets a prefix fit", () => {
  assertEquals(
    acceptsLanguages(asking("accept-language", "en-US"), "de", "en"),
    "en",
  );
  assertEquals(
    acceptsLanguages(asking("accept-language", "en"), "de", "en-US"),
    "en-US",
  );
});

Deno.test("the accept functions do not mind capitals", () => {
  assertEquals(
    accepts(
      asking("accept", "TEXT/HTML;Q=0.5, text/plain;q=0.1"),
      "text/plain",
      "text/html",
    ),
    "text/html",
  );
  assertEquals(
    acceptsEncodings(asking("accept-encoding", "GZIP"), "gzip"),
    "gzip",
  );
  assertEquals(
    acceptsLanguages(asking("accept-language", "EN-us"), "de", "en-US"),
    "en-US",
  );
});

Deno.test("acceptsLanguages() without candidates lists the languages, the most wanted first", () => {
  assertEquals(
    acceptsLanguages(asking("accept-language", "fr;q=0.5, de-CH, es;q=0")),
    ["de-CH", "fr"],
  );
  assertEquals(acceptsLanguages(BARE), ["*"]);
});
