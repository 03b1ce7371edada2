import { assertEquals, assertRejects } from "@std/assert";
import {
  type ServerSentEventMessage,
  ServerSentEventStream,
} from "@std/http/server-sent-event-stream";

function written(...messages: ServerSentEventMessage[]): Promise<string> {
  return new Response(
    ReadableStream.from(messages).pipeThrough(new ServerSentEventStream()),
  ).text();
}

Deno.test("ServerSentEventStream writes a field per line and an empty line", async () => {
  assertEquals(await written({ data: "a" }), "data:a\n\n");
  assertEquals(
    await written({ event: "e", data: "a\nb", id: 1 }),
    "event:e\ndata:a\ndata:b\nid:1\n\n",
  );
});

Deno.test("ServerSentEventStream writes the fields in a fixed order", async () => {
  const message = {
    retry: 3000,
    id: "m1",
    data: "a",
    event: "e",
    comment: "c",
  };
  assertEquals(
    await written(message),
    ":c\nevent:e\ndata:a\nid:m1\nretry:3000\n\n",
  );
});

Deno.test("ServerSentEventStream writes each line of a comment or of data separately", async () => {
  assertEquals(await written({ comment: "a\nb" }), ":a\n:b\n\n");
  assertEquals(
    await written({ data: "a\r\nb\rc\n" }),
    "data:a\ndata:b\ndata:c\ndata:\n\n",
  );
});

Deno.test("ServerSentEventStream writes an empty comment, and an empty message", async () => {
  assertEquals(await written({ comment: "" }), ":\n\n");
  assertEquals(await written({}), "\n\n");
});

Deno.test("ServerSentEventStream writes messages one after the other", async () => {
  assertEquals(
    await written({ data: "a" }, { data: "b" }),
    "data:a\n\ndata:b\n\n",
  );
});

Deno.test("ServerSentEventStream errors for a line break in the event or the id", async () => {
  await assertRejects(() => written({ event: "a\ndata:b" }), SyntaxError);
  await assertRejects(() => written({ id: "a\nb" }), SyntaxError);
});
