import type { Entry } from "@/components/room/entries.ts";

/** Longest piece of the answered message, in UTF-16 code units; the style sheet cuts it to one line as well. */
const EXCERPT_LENGTH = 120;

/** What the message below answers, and the way there. */
export function ReplyQuote({ seq, entry }: { seq: number; entry?: Entry }) {
  return (
    <a class="message-reply" href={`#${seq}`}>
      <span class="visually-hidden">In reply to</span>{" "}
      {entry ? <Excerpt entry={entry} /> : "an earlier message"}
    </a>
  );
}

function Excerpt({ entry }: { entry: Entry }) {
  const gone = entry.message?.deletedAt !== undefined;
  return (
    <>
      <bdi class="message-reply-author">{entry.author.name}</bdi>{" "}
      <bdi>
        {gone
          ? <em>a deleted message</em>
          : entry.body.slice(0, EXCERPT_LENGTH).toWellFormed()}
      </bdi>
    </>
  );
}
