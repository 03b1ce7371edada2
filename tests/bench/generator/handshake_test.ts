import { assertEquals, assertThrows } from "@std/assert";
import {
  checkHandshake,
  handshakeRequest,
  headerOf,
  newKey,
} from "@/bench/generator/handshake.ts";

/** The key and its answer in RFC 6455, section 1.3. */
const KEY = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

function answer(...headers: string[]): string {
  return ["HTTP/1.1 101 Switching Protocols", ...headers].join("\r\n");
}

Deno.test("checkHandshake() accepts the RFC's example, in any spelling", () => {
  checkHandshake(answer(`Sec-WebSocket-Accept: ${ACCEPT}`), KEY);
  checkHandshake(answer(`sec-websocket-accept:${ACCEPT}`), KEY);
});

Deno.test("checkHandshake() refuses what RFC 6455 tells clients to refuse", () => {
  const accept = `Sec-WebSocket-Accept: ${ACCEPT}`;
  const cases: [head: string, message: string][] = [
    ["HTTP/1.1 503 Service Unavailable", "503"],
    [answer(), "does not fit"],
    [answer("Sec-WebSocket-Accept: x"), "does not fit"],
    [
      answer(accept, "Sec-WebSocket-Extensions: permessage-deflate"),
      "extension",
    ],
  ];
  for (const [head, message] of cases) {
    assertThrows(() => checkHandshake(head, KEY), Error, message);
  }
});

Deno.test("newKey() makes 16 bytes in base 64, each time others", () => {
  assertEquals(atob(newKey()).length, 16);
  assertEquals(newKey() === newKey(), false);
});

Deno.test("handshakeRequest() asks for version 13 with the key", () => {
  const request = handshakeRequest("localhost:1", "/x?y", KEY);
  assertEquals(request.startsWith("GET /x?y HTTP/1.1\r\n"), true);
  assertEquals(request.endsWith("\r\n\r\n"), true);
  assertEquals(headerOf(request, "sec-websocket-version"), "13");
  assertEquals(headerOf(request, "sec-websocket-key"), KEY);
});
