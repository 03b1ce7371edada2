import type { Author, Message } from "@/chat/protocol.ts";
import type { PendingPost } from "@/client/room_state.ts";

/** What stands in the log: a message, or a post of one's own on its way to become one. */
export interface Entry {
  /** The same before and after the post is committed, so that its row stays the same element. */
  key: string;
  author: Author;
  body: string;
  /** Milliseconds since the Unix epoch. */
  at: number;
  message?: Message;
  pending?: PendingPost;
}

/** The room's messages, then what the reader has written and the server has not acknowledged. */
export function entries(
  messages: readonly Message[],
  pending: readonly PendingPost[],
  me: Author,
): Entry[] {
  return [
    ...messages.map(fromMessage),
    ...pending.map((post) => fromPending(post, me)),
  ];
}

function fromMessage(message: Message): Entry {
  const { author, id, body, at } = message;
  return { key: `${author.id}/${id}`, author, body, at, message };
}

function fromPending(post: PendingPost, me: Author): Entry {
  return {
    key: `${me.id}/${post.id}`,
    author: me,
    body: post.body,
    at: post.since,
    pending: post,
  };
}

/** Which message it answers, by `seq`. */
export function repliesTo(entry: Entry): number | undefined {
  return entry.message?.replyTo ?? entry.pending?.replyTo;
}
