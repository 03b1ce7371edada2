import type { Message } from "@/chat/protocol.ts";
import { entries, type Entry } from "@/components/room/entries.ts";

/** Who reads. */
export const READER = { id: "reader", name: "Ada" };

let last = 0;

/** A message with the fields that matter, and something for the others. */
export function message(
  { author = "ada", ...fields }:
    & Partial<Omit<Message, "author">>
    & { author?: string },
): Message {
  const seq = fields.seq ?? ++last;
  return {
    seq,
    id: `id-${seq}`,
    author: { id: author, name: author },
    body: "",
    at: 0,
    ...fields,
  };
}

export function entry(fields: Parameters<typeof message>[0]): Entry {
  const [made] = entries([message(fields)], [], READER);
  if (!made) throw new Error("Expected an entry for a message");
  return made;
}
