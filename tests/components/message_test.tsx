import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { renderToString } from "preact-render-to-string";
import type { Message } from "@/chat/protocol.ts";
import type { PendingPost } from "@/client/room_state.ts";
import { Dates } from "@/components/room/dates.ts";
import { entries } from "@/components/room/entries.ts";
import { MessageBody } from "@/components/room/MessageBody.tsx";
import { MessageList } from "@/components/room/MessageList.tsx";
import { PendingNote } from "@/components/room/PendingNote.tsx";
import { message, READER } from "./entry.ts";

const NOW = Date.UTC(2025, 10, 21, 12);

function renderList(messages: Message[], pending: PendingPost[] = []): string {
  return renderToString(
    <MessageList
      entries={entries(messages, pending, READER)}
      me={READER}
      dates={new Dates("UTC", NOW)}
    />,
  );
}

Deno.test("MessageBody shows markup as text", () => {
  for (
    const body of [
      "<img src=x onerror=alert(1)>",
      "<svg/onload=alert(1)>",
      "</div><script>alert(1)</script>",
      "<b><i></b>",
    ]
  ) {
    const html = renderToString(<MessageBody body={body} />);
    assertEquals(html.match(/<\w+/g), ["<div"], html);
  }
});

Deno.test("MessageBody makes links that give nothing away", () => {
  const html = renderToString(
    <MessageBody body="See https://example.org/?a=1&b=2" />,
  );
  assertStringIncludes(html, 'href="https://example.org/?a=1&amp;b=2"');
  assertStringIncludes(html, 'rel="noopener noreferrer nofollow ugc"');
});

Deno.test("MessageBody makes no link of a scheme that runs something", () => {
  for (
    const body of [
      "javascript:alert(1)",
      "data:text/html,x",
      "java\tscript:alert(1)",
      "[x](javascript:alert(1))",
    ]
  ) {
    assert(!renderToString(<MessageBody body={body} />).includes("<a"), body);
  }
});

Deno.test("MessageBody isolates its writing direction and keeps its lines", () => {
  const body = "שלום\nb";
  const html = renderToString(<MessageBody body={body} />);
  assertStringIncludes(html, 'dir="auto"');
  assertStringIncludes(html, body);
});

Deno.test("MessageBody shows a few emoji large, and words never", () => {
  const isLarge = (body: string) =>
    renderToString(<MessageBody body={body} />).includes("message-emoji");
  for (const body of ["🎉", "👩‍👩‍👧‍👦 🇩🇪 👍🏽", " 🦊\n"]) assert(isLarge(body), body);
  for (const body of ["", "1", "ok 🎉", "🎉🎉🎉🎉", "#", " "]) {
    assert(!isLarge(body), body);
  }
});

Deno.test("MessageList gives each message its anchor, its time and the link to itself", () => {
  const html = renderList([message({ seq: 42, body: "Hello", at: NOW })]);
  assertStringIncludes(html, 'id="42"');
  assertMatch(
    html,
    /<a [^>]*href="\?around=42#42"><time datetime="2025-11-21T12:00:00.000Z" title="[^"]*21 November 2025[^"]*">12:00<\/time><\/a>/,
  );
});

Deno.test("MessageList isolates names, and hides them from the eye alone within a group", () => {
  const html = renderList([
    message({ body: "a", at: NOW, author: "bo" }),
    message({ body: "b", at: NOW + 1, author: "bo" }),
  ]);
  assertEquals(html.match(/<bdi>bo<\/bdi>/g)?.length, 2);
  assertEquals(html.match(/visually-hidden"><bdi>/g)?.length, 1);
});

Deno.test("MessageList says author and words before the time", () => {
  const html = renderList([message({ body: "Hello", at: NOW, author: "bo" })]);
  const [author, words, time] = ["<bdi>bo", "Hello", "12:00</time>"].map((
    text,
  ) => html.indexOf(text));
  assert(author !== undefined && words !== undefined && time !== undefined);
  assert(0 < author && author < words && words < time);
});

Deno.test("MessageList parts the days", () => {
  const html = renderList([
    message({ body: "a", at: NOW - 24 * 60 * 60 * 1000 }),
    message({ body: "b", at: NOW }),
  ]);
  assertStringIncludes(html, '<time datetime="2025-11-20">Yesterday</time>');
  assertStringIncludes(html, '<time datetime="2025-11-21">Today</time>');
});

Deno.test("MessageList shows nothing of a deleted message but its place", () => {
  const html = renderList([
    message({ seq: 7, body: "secret", at: NOW, deletedAt: NOW }),
    message({ body: "reply", at: NOW, replyTo: 7 }),
  ]);
  assert(!html.includes("secret"));
  assertStringIncludes(html, 'id="7"');
});

Deno.test("MessageList marks edits, answers and reactions", () => {
  const html = renderList([
    message({
      seq: 8,
      body: "question",
      at: NOW,
      editedAt: NOW,
      reactions: { "👍": ["a", "b"], "👎": [] },
    }),
    message({ body: "answer", at: NOW, replyTo: 8 }),
    message({ body: "other", at: NOW, replyTo: 1 }),
  ]);
  assertStringIncludes(html, "edited");
  assertStringIncludes(html, "👍 2");
  assert(!html.includes("👎"));
  assertStringIncludes(html, 'href="#8"');
  assertStringIncludes(html, "an earlier message");
});

Deno.test("MessageList shows what is on its way, without an anchor, and why it failed", () => {
  const html = renderList([], [
    { id: "a", body: "first", since: NOW, state: "sending" },
    {
      id: "b",
      body: "second",
      since: NOW,
      state: "failed",
      problem: "Too fast",
    },
  ]);
  assertStringIncludes(html, "Sending…");
  assertStringIncludes(html, "Not sent. Too fast");
  assert(!/<article[^>]* id=/.test(html));
});

Deno.test("MessageList offers to edit and delete what has not gone out, and nothing for what has", () => {
  const actions = { retry() {}, edit() {}, discard() {} };
  const buttons = (state: "waiting" | "sending" | "failed") =>
    [
      ...renderToString(
        <PendingNote
          post={{ id: "a", body: "first", since: NOW, state }}
          actions={actions}
        />,
      ).matchAll(/>(\w+)<\/button>/g),
    ].map(([, word]) => word);
  assertEquals(buttons("waiting"), ["Edit", "Delete"]);
  assertEquals(buttons("sending"), []);
  assertEquals(buttons("failed"), ["Retry", "Edit", "Delete"]);
});

Deno.test("a post keeps its key when it becomes a message", () => {
  const sent = message({ id: "x", body: "hi", at: NOW });
  const [pending] = entries([], [{
    id: "x",
    body: "hi",
    since: NOW,
    state: "sending",
  }], sent.author);
  const [committed] = entries([sent], [], sent.author);
  assertEquals(pending?.key, committed?.key);
});
