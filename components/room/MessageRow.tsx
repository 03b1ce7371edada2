import { isNamed } from "@/chat/mention.ts";
import type { Author } from "@/chat/protocol.ts";
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

export interface MessageRowProps {
  entry: Entry;
  /** Starts a group: shows who and when. */
  first: boolean;
  me: Author;
  dates: Dates;
  /** The message that it answers: its number, and itself where it is at hand. */
  reply?: { seq: number; entry?: Entry };
  actions?: PostActions;
  /** The address names it. */
  marked?: boolean;
}

/** One message: author and words first and the time last for those who listen; the style sheet puts the time beside the name. */
export function MessageRow(
  { entry, first, me, dates, reply, actions, marked }: MessageRowProps,
) {
  const { author, message, pending } = entry;
  const mine = author.id === me.id;
  const named = isMeant(entry, me);
  return (
    <article
      class={[
        "message",
        first ? "message-first" : "message-more",
        pending && "message-pending",
        named && "message-named",
        marked && "message-marked",
      ].filter(Boolean).join(" ")}
      aria-current={marked || undefined}
      tabIndex={-1}
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
        {named && <span class="visually-hidden">names you:</span>}
      </p>
      <MessageContent entry={entry} />
      {message?.reactions && <Reactions reactions={message.reactions} />}
      {pending && <PendingNote post={pending} actions={actions} />}
      <MessageTime entry={entry} dates={dates} />
    </article>
  );
}

/** Somebody else names the reader. */
export function isMeant({ author, body }: Entry, me: Author): boolean {
  return author.id !== me.id && isNamed(me.name, body);
}

function MessageContent({ entry }: { entry: Entry }) {
  if (entry.message?.deletedAt !== undefined) {
    return <p class="message-gone">This message was deleted.</p>;
  }
  const edited = entry.message?.editedAt !== undefined;
  return <MessageBody body={entry.body} edited={edited} />;
}

/**
 * When, and the way to link to the message; a post on its way has no number to link to yet. The address opens around the message with
 * and without script, wherever it is shared.
 */
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
    ? (
      <a
        class="message-time"
        href={`?around=${entry.message.seq}#${entry.message.seq}`}
      >
        {time}
      </a>
    )
    : <span class="message-time">{time}</span>;
}
