import { assertEquals } from "@std/assert";
import { endOfResponse } from "@/bench/generator/http_response.ts";

const encoder = new TextEncoder();

function endOf(text: string, end = text.length): number | undefined {
  return endOfResponse(encoder.encode(text), end)?.end;
}

Deno.test("endOfResponse() finds the end by length and by chunks", () => {
  const responses = [
    "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
  ];
  for (const response of responses) {
    assertEquals(endOf(response), response.length);
    assertEquals(endOf(response + "HTTP/1.1 200 OK"), response.length);
    for (let end = 0; end < response.length; end++) {
      assertEquals(endOf(response, end), undefined, response.slice(0, end));
    }
  }
});
