import type { Message, RoomEvent } from "@/chat/protocol.ts";

/** The messages that a whole log makes, from its first event on. Deleted texts are gone from it. */
export function materialize(events: readonly RoomEvent[]): Message[] {
  const messages = new Map<number, Message>();
  for (const event of events) {
    const seq = event.type === "message" ? event.seq : event.target;
    const next = step(messages.get(seq), event);
    if (next) messages.set(seq, next);
  }
  return [...messages.values()];
}

function step(
  message: Message | undefined,
  event: RoomEvent,
): Message | undefined {
  if (event.type === "message") {
    const { type: _, room: __, ...created } = event;
    return created;
  }
  if (!message) return undefined;
  switch (event.type) {
    case "edit":
      return { ...message, body: event.body, editedAt: event.at };
    case "delete":
      return deleted(message, event.at);
    case "react":
      return reacted(message, event.emoji, event.author.id, event.on);
  }
}

function deleted(
  { seq, id, author, at, replyTo }: Message,
  deletedAt: number,
): Message {
  return {
    seq,
    id,
    author,
    at,
    body: "",
    deletedAt,
    ...(replyTo !== undefined && { replyTo }),
  };
}

function reacted(
  message: Message,
  emoji: string,
  person: string,
  on: boolean,
): Message {
  const others = (message.reactions?.[emoji] ?? []).filter((id) =>
    id !== person
  );
  return {
    ...message,
    reactions: {
      ...message.reactions,
      [emoji]: on ? [...others, person] : others,
    },
  };
}

/** Compares what messages say. Who reacted first does not count. */
export function sameMessage(a: Message, b: Message | undefined): boolean {
  return b !== undefined &&
    JSON.stringify(normal(a)) === JSON.stringify(normal(b));
}

function normal(
  { seq, id, author, body, at, replyTo, editedAt, deletedAt, reactions = {} }:
    Message,
): unknown {
  const people = Object.entries(reactions).filter(([, ids]) => ids.length > 0)
    .map(([emoji, ids]) => [emoji, ids.toSorted()] as const)
    .sort(([one], [other]) => one < other ? -1 : 1);
  return [
    seq,
    id,
    author.id,
    author.name,
    body,
    at,
    replyTo,
    editedAt,
    deletedAt,
    people,
  ];
}
