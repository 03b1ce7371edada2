import type { Message, RoomEvent } from "../chat/protocol.ts";

/** An event that changes a message instead of adding one. */
export type Change = Exclude<RoomEvent, { type: "message" }>;

/**
 * What the messages are after the events, which are in `seq` order. Events that the messages show already may be among them: a
 * page of history can be newer than the events that still arrive. Once those have caught up with it, all is as if each had been applied
 * once; and a deleted message never comes back in between. Gives `messages` itself if nothing changed.
 */
export function applyEvents(
  messages: readonly Message[],
  events: readonly RoomEvent[],
): readonly Message[] {
  if (events.length === 0) return messages;
  const result = [...messages];
  let changed = false;
  for (const event of events) changed = applyEvent(result, event) || changed;
  return changed ? result : messages;
}

/** Where `seq` is in the messages, or where it would have to be put. */
export function placeOf(messages: readonly Message[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Applies one event to a list that is ours to change; gives whether anything did. */
function applyEvent(messages: Message[], event: RoomEvent): boolean {
  const place = placeOf(
    messages,
    event.type === "message" ? event.seq : event.target,
  );
  const held = messages[place];
  if (event.type === "message") {
    if (held?.seq === event.seq) return false;
    messages.splice(place, 0, messageOf(event));
    return true;
  }
  if (held?.seq !== event.target) return false;
  const changed = change(held, event);
  messages[place] = changed;
  return changed !== held;
}

function messageOf(
  { type: _, room: __, ...message }: Extract<RoomEvent, { type: "message" }>,
): Message {
  return message;
}

function change(message: Message, event: Change): Message {
  if (message.deletedAt !== undefined) return message;
  switch (event.type) {
    case "edit":
      return { ...message, body: event.body, editedAt: event.at };
    case "delete":
      return bare(message, event.at);
    case "react":
      return react(message, event);
  }
}

/** Nothing but its place is left of a deleted message. */
function bare(
  { editedAt: _, reactions: __, ...message }: Message,
  deletedAt: number,
): Message {
  return { ...message, body: "", deletedAt };
}

function react(
  message: Message,
  { emoji, on, author }: Extract<Change, { type: "react" }>,
): Message {
  const { reactions = {}, ...rest } = message;
  const people = reactions[emoji] ?? [];
  if (people.includes(author.id) === on) return message;
  const { [emoji]: _, ...others } = reactions;
  const left = on
    ? [...people, author.id]
    : people.filter((id) => id !== author.id);
  const now = left.length === 0 ? others : { ...reactions, [emoji]: left };
  return Object.keys(now).length === 0 ? rest : { ...rest, reactions: now };
}
