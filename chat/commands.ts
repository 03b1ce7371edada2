import {
  EDITS_PER_MESSAGE,
  EMOJI_PER_MESSAGE,
  STORED_VALUE_BYTES,
} from "./limits.ts";
import type { Author, Command, Message } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { RoomDraft } from "./room_draft.ts";
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
export function readAhead(
  draft: RoomDraft,
  command: Command,
): Promise<unknown>[] {
  if (command.type === "post") {
    return command.replyTo === undefined
      ? []
      : [draft.readMessage(command.replyTo)];
  }
  const target = draft.readMessage(command.target);
  return command.type === "react"
    ? [target]
    : [target, draft.readEdits(command.target)];
}

/** Reads what a deletion is going to blank. One that will be refused must not cost a read for each edit. */
export async function readTexts(
  draft: RoomDraft,
  { target }: Delete,
  author: Author,
): Promise<void> {
  const message = draft.message(target);
  if (message?.author.id !== author.id || message.deletedAt !== undefined) {
    return;
  }
  await Promise.all(
    textsOf(draft, target).map((seq) => draft.readEvent(seq)),
  );
}

/**
 * Turns a command into its event and writes both it and the message as it is then into the draft. Throws {@linkcode Refusal}, and then the draft
 * is as before.
 */
export function apply(
  draft: RoomDraft,
  command: Command,
  author: Author,
  at: number,
): number {
  const seq = draft.nextSeq;
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
  draft: RoomDraft,
  command: Post,
  { seq, author, at }: Stamp,
): void {
  const { id, body, replyTo } = command;
  if (replyTo !== undefined) existing(draft, replyTo, "reply to");
  const message: Message = {
    seq,
    id,
    author,
    body,
    at,
    ...(replyTo !== undefined && { replyTo }),
  };
  draft.post(toText(message));
}

function edit(draft: RoomDraft, command: Edit, stamp: Stamp): void {
  const { target, body } = command;
  const message = own(draft, target, stamp.author, "edit");
  const edits = draft.edits(target);
  if (edits.length >= EDITS_PER_MESSAGE) {
    throw new Refusal(
      "forbidden",
      `Cannot edit message ${target}: it was edited ${EDITS_PER_MESSAGE} times, which is the most`,
    );
  }
  change(draft, { ...message, body, editedAt: stamp.at });
  if (message.editedAt === undefined) {
    const { reactions: _, ...posted } = message;
    draft.original(target, JSON.stringify(posted));
  }
  draft.edit(target, stamp.seq);
  draft.append({ type: "edit", ...stamp, target, body });
}

/** The text goes from everywhere that it stands: the message, what it was before, and the events of its edits. Their places stay. */
function remove(
  draft: RoomDraft,
  command: Delete,
  stamp: Stamp,
): void {
  const { target } = command;
  const { editedAt, reactions: _, ...message } = own(
    draft,
    target,
    stamp.author,
    "delete",
  );
  const bare = { ...message, body: "" };
  for (const seq of textsOf(draft, target)) blank(draft, seq);
  change(draft, { ...bare, deletedAt: stamp.at });
  if (editedAt !== undefined) draft.original(target, null);
  draft.append({ type: "delete", ...stamp, target });
}

function react(
  draft: RoomDraft,
  command: React,
  stamp: Stamp,
): void {
  const { target, emoji, on } = command;
  const message = existing(draft, target, "react to");
  const reactions = new Map(Object.entries(message.reactions ?? {}));
  if (on && !reactions.has(emoji) && reactions.size >= EMOJI_PER_MESSAGE) {
    throw new Refusal(
      "forbidden",
      `Cannot react to message ${target} with another emoji: it has ${EMOJI_PER_MESSAGE} different ones, which is the most`,
    );
  }
  const people = new Set(reactions.get(emoji));
  if (on) people.add(stamp.author.id);
  else people.delete(stamp.author.id);
  if (people.size > 0) reactions.set(emoji, [...people]);
  else reactions.delete(emoji);
  const { reactions: _, ...bare } = message;
  change(
    draft,
    reactions.size > 0
      ? { ...bare, reactions: Object.fromEntries(reactions) }
      : bare,
  );
  draft.append({ type: "react", ...stamp, target, emoji, on });
}

function existing(
  draft: RoomDraft,
  seq: number,
  what: string,
): Message {
  const message = draft.message(seq);
  if (!message) {
    throw new Refusal(
      "unknown_message",
      `Cannot ${what} message ${seq}: room '${draft.added.room}' has no message with this seq`,
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
  draft: RoomDraft,
  seq: number,
  author: Author,
  what: string,
): Message {
  const message = existing(draft, seq, what);
  if (message.author.id !== author.id) {
    throw new Refusal(
      "forbidden",
      `Cannot ${what} message ${seq}: only who wrote it may`,
    );
  }
  return message;
}

/** The events in which a message's text stands, by their `seq`. */
function textsOf(draft: RoomDraft, target: number): number[] {
  return [target, ...draft.edits(target)];
}

function blank(draft: RoomDraft, seq: number): void {
  const event = draft.event(seq);
  if (event && "body" in event) draft.rewrite({ ...event, body: "" });
}

function change(draft: RoomDraft, message: Message): void {
  draft.change(message.seq, toText(message));
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
