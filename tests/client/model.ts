import type { Message, RoomEvent } from "@/chat/protocol.ts";

/**
 * The messages after all these events, as `PROTOCOL` defines them: one event after another, none twice. It is written to be
 * obviously right and shares nothing with the client, so that the two can be compared.
 */
export function materialize(log: readonly RoomEvent[]): Message[] {
  const messages = new Map<number, Message>();
  for (const event of log) {
    if (event.type === "message") messages.set(event.seq, messageOf(event));
    else change(messages.get(event.target), event);
  }
  return [...messages.values()];
}

/** The order of people within a reaction, and of reactions, carries no meaning. */
export function canonical(messages: readonly Message[]): unknown {
  return messages.map(({ reactions, ...message }) => ({
    ...message,
    reactions: Object.entries(reactions ?? {}).map((
      [emoji, people],
    ) => [emoji, [...people].sort()]).sort(),
  }));
}

function messageOf(
  { seq, id, author, body, at, replyTo }: Extract<
    RoomEvent,
    { type: "message" }
  >,
): Message {
  return {
    seq,
    id,
    author,
    body,
    at,
    ...(replyTo !== undefined && { replyTo }),
  };
}

function change(
  message: Message | undefined,
  event: Exclude<RoomEvent, { type: "message" }>,
): void {
  if (!message || message.deletedAt !== undefined) return;
  if (event.type === "edit") {
    Object.assign(message, { body: event.body, editedAt: event.at });
  }
  if (event.type === "react") {
    setReaction(message, event.emoji, event.author.id, event.on);
  }
  if (event.type !== "delete") return;
  Object.assign(message, { body: "", deletedAt: event.at });
  delete message.editedAt;
  delete message.reactions;
}

function setReaction(
  message: Message,
  emoji: string,
  person: string,
  on: boolean,
): void {
  const people = new Set(message.reactions?.[emoji]);
  if (on) people.add(person);
  else people.delete(person);
  const reactions = { ...message.reactions, [emoji]: [...people] };
  const left = Object.entries(reactions).filter(([, ids]) => ids.length > 0);
  if (left.length > 0) message.reactions = Object.fromEntries(left);
  else delete message.reactions;
}
