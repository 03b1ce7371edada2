import { Avatar } from "@/components/Avatar.tsx";
import { hueClass } from "@/components/author_look.ts";
import type { Dates } from "@/components/room/dates.ts";
import type { Entry } from "@/components/room/entries.ts";
import { MessageBody } from "@/components/room/MessageBody.tsx";
import {
  PendingNote,
  type PostActions,
} from "@/components/room/PendingNote.tsx";
import { Reactions } from "@/components/room/Reactions.tsx";
import { ReplyQuote } from "@/components/room/ReplyQuote.tsx";

interface MessageRowProps {
  entry: Entry;
  /** Starts a group: shows who and when. */
  first: boolean;
  mine: boolean;
  dates: Dates;
  /** The message that it answers: its number, and itself where it is at hand. */
  reply?: { seq: number; entry?: Entry };
  actions?: PostActions;
}

/** One message: author and words first and the time last for those who listen; the style sheet puts the time beside the name. */
export function MessageRow(
  { entry, first, mine, dates, reply, actions }: MessageRowProps,
) {
  const { author, message, pending } = entry;
  return (
    <article
      class={`message ${first ? "message-first" : "message-more"}${
        pending ? " message-pending" : ""
      }`}
      id={message && String(message.seq)}
      data-key={entry.key}
    >
      {first && <Avatar person={author} mine={mine} />}
      {reply && <ReplyQuote {...reply} />}
      <p
        class={`message-author ${first ? hueClass(author) : "visually-hidden"}`}
      >
        <bdi>{author.name}</bdi>
        {mine && <span class="message-mine">you</span>}
      </p>
      <MessageContent entry={entry} />
      {message?.reactions && <Reactions reactions={message.reactions} />}
      {pending && <PendingNote post={pending} actions={actions} />}
      <MessageTime entry={entry} dates={dates} />
    </article>
  );
}

function MessageContent({ entry }: { entry: Entry }) {
  if (entry.message?.deletedAt !== undefined) {
    return <p class="message-gone">This message was deleted.</p>;
  }
  const edited = entry.message?.editedAt !== undefined;
  return <MessageBody body={entry.body} edited={edited} />;
}

/** When, and the way to link to the message; a post on its way has no number to link to yet. */
function MessageTime({ entry, dates }: { entry: Entry; dates: Dates }) {
  const time = (
    <time
      dateTime={new Date(entry.at).toISOString()}
      title={dates.full(entry.at)}
    >
      {dates.time(entry.at)}
    </time>
  );
  return entry.message
    ? <a class="message-time" href={`#${entry.message.seq}`}>{time}</a>
    : <span class="message-time">{time}</span>;
}
