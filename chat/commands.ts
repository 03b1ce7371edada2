import type { Draft } from "./draft.ts";
import { EDITS_PER_MESSAGE, STORED_VALUE_BYTES } from "./limits.ts";
import type { Author, Command, Message } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { bytesOf } from "./segment.ts";

type Post = Extract<Command, { type: "post" }>;
type Edit = Extract<Command, { type: "edit" }>;
type Delete = Extract<Command, { type: "delete" }>;
type React = Extract<Command, { type: "react" }>;

/** What is the same for every kind of event that a command becomes. */
interface Stamp {
  room: string;
  seq: number;
  author: Author;
  at: number;
}

/** Reads what {@linkcode apply} will ask for, but for the texts of a deletion ({@linkcode readTexts}); for most posts that is nothing. */
export function readAhead(draft: Draft, command: Command): Promise<unknown>[] {
  const { room } = command;
  if (command.type === "post") {
    return command.replyTo === undefined
      ? []
      : [draft.readMessage(room, command.replyTo)];
  }
  const target = draft.readMessage(room, command.target);
  return command.type === "react"
    ? [target]
    : [target, draft.readEdits(room, command.target)];
}

/** Reads what a deletion is going to blank. One that will be refused must not cost a read for each edit. */
export async function readTexts(
  draft: Draft,
  { room, target }: Delete,
  author: Author,
): Promise<void> {
  const message = draft.message(room, target);
  if (message?.author.id !== author.id || message.deletedAt !== undefined) {
    return;
  }
  await Promise.all(
    textsOf(draft, room, target).map((seq) => draft.readEvent(room, seq)),
  );
}

/**
 * Turns a command into its event and writes both it and the message as it is then into the draft. Throws {@linkcode Refusal}, and then the draft
 * is as before.
 */
export function apply(
  draft: Draft,
  command: Command,
  author: Author,
  at: number,
): number {
  const seq = draft.nextSeq(command.room);
  const stamp = { room: command.room, seq, author, at };
  switch (command.type) {
    case "post":
      post(draft, command, stamp);
      break;
    case "edit":
      edit(draft, command, stamp);
      break;
    case "delete":
      remove(draft, command, stamp);
      break;
    case "react":
      react(draft, command, stamp);
  }
  return seq;
}

function post(
  draft: Draft,
  command: Post,
  { room, seq, author, at }: Stamp,
): void {
  const { id, body, replyTo } = command;
  if (replyTo !== undefined) existing(draft, room, replyTo, "reply to");
  const message: Message = {
    seq,
    id,
    author,
    body,
    at,
    ...(replyTo !== undefined && { replyTo }),
  };
  draft.post(room, seq, toText(message));
}

function edit(draft: Draft, command: Edit, stamp: Stamp): void {
  const { room, target, body } = command;
  const message = own(draft, room, target, stamp.author, "edit");
  const edits = draft.edits(room, target);
  if (edits.length >= EDITS_PER_MESSAGE) {
    throw new Refusal(
      "forbidden",
      `Cannot edit message ${target}: it was edited ${EDITS_PER_MESSAGE} times, which is the most`,
    );
  }
  change(draft, room, { ...message, body, editedAt: stamp.at });
  if (message.editedAt === undefined) {
    const { reactions: _, ...posted } = message;
    draft.original(room, target, JSON.stringify(posted));
  }
  draft.edit(room, target, stamp.seq);
  draft.append({ type: "edit", ...stamp, target, body });
}

/** The text goes from everywhere that it stands: the message, what it was before, and the events of its edits. Their places stay. */
function remove(
  draft: Draft,
  command: Delete,
  stamp: Stamp,
): void {
  const { room, target } = command;
  const { editedAt, reactions: _, ...message } = own(
    draft,
    room,
    target,
    stamp.author,
    "delete",
  );
  const bare = { ...message, body: "" };
  for (const seq of textsOf(draft, room, target)) blank(draft, room, seq);
  change(draft, room, { ...bare, deletedAt: stamp.at });
  if (editedAt !== undefined) draft.original(room, target, null);
  draft.append({ type: "delete", ...stamp, target });
}

function react(
  draft: Draft,
  command: React,
  stamp: Stamp,
): void {
  const { room, target, emoji, on } = command;
  const message = existing(draft, room, target, "react to");
  const reactions = new Map(Object.entries(message.reactions ?? {}));
  const people = new Set(reactions.get(emoji));
  if (on) people.add(stamp.author.id);
  else people.delete(stamp.author.id);
  if (people.size > 0) reactions.set(emoji, [...people]);
  else reactions.delete(emoji);
  const { reactions: _, ...bare } = message;
  change(
    draft,
    room,
    reactions.size > 0
      ? { ...bare, reactions: Object.fromEntries(reactions) }
      : bare,
  );
  draft.append({ type: "react", ...stamp, target, emoji, on });
}

function existing(
  draft: Draft,
  room: string,
  seq: number,
  what: string,
): Message {
  const message = draft.message(room, seq);
  if (!message) {
    throw new Refusal(
      "unknown_message",
      `Cannot ${what} message ${seq}: room '${room}' has no message with this seq`,
    );
  }
  if (message.deletedAt !== undefined) {
    throw new Refusal(
      "unknown_message",
      `Cannot ${what} message ${seq}: it was deleted`,
    );
  }
  return message;
}

function own(
  draft: Draft,
  room: string,
  seq: number,
  author: Author,
  what: string,
): Message {
  const message = existing(draft, room, seq, what);
  if (message.author.id !== author.id) {
    throw new Refusal(
      "forbidden",
      `Cannot ${what} message ${seq}: only who wrote it may`,
    );
  }
  return message;
}

/** The events in which a message's text stands, by their `seq`. */
function textsOf(draft: Draft, room: string, target: number): number[] {
  return [target, ...draft.edits(room, target)];
}

function blank(draft: Draft, room: string, seq: number): void {
  const event = draft.event(room, seq);
  if (event && "body" in event) draft.rewrite({ ...event, body: "" });
}

function change(draft: Draft, room: string, message: Message): void {
  draft.change(room, message.seq, toText(message));
}

/** Throws {@linkcode Refusal} if the message, with what the command adds to it, is larger than the store takes. */
function toText(message: Message): string {
  const text = JSON.stringify(message);
  if (bytesOf(text) <= STORED_VALUE_BYTES) return text;
  throw new Refusal(
    "too_long",
    `Cannot change message ${message.seq}: with this it would pass ${STORED_VALUE_BYTES} bytes`,
  );
}
