import { assertEquals } from "@std/assert";
import { startServer } from "@/tests/server.ts";

/** The status line of the answer to a request for this host. */
async function askFor(host: string, port: number): Promise<string> {
  using connection = await Deno.connect({ port });
  const request =
    `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const answer = await new Response(connection.readable).text();
  return answer.slice(0, answer.indexOf("\r\n"));
}

Deno.test("a Host that names none is refused, and no fault", async () => {
  await using server = await startServer();
  for (const host of ["[", "%", "a b"]) {
    assertEquals(
      await askFor(host, server.port),
      "HTTP/1.1 400 Bad Request",
      host,
    );
  }
  assertEquals(server.stderr, "");
});
