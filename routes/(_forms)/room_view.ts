import type { Chat } from "@/chat/chat.ts";
import { HISTORY_DEFAULT } from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";
import type { History } from "@/chat/room_history.ts";
import type { Seed } from "@/client/room_state.ts";
import type { Past } from "@/routes/(_forms)/past.ts";

/** What a room's page shows of its messages. Throws `Refusal` if there is no such room or no such message. */
export async function seedOf(
  chat: Chat,
  slug: string,
  past: Past = {},
): Promise<Seed> {
  const history = await chat.history(slug, { limit: HISTORY_DEFAULT, ...past });
  if (past.around !== undefined) mustShow(history, slug, past.around);
  return { epoch: chat.epoch, ...history, ...endsOf(history, past) };
}

/** Whether there are older and newer messages than these; a page before or after a `seq` tells of one direction only. */
function endsOf({ more, newer = false, head }: History, past: Past) {
  if (past.after !== undefined) return { more: past.after > 0, newer: more };
  if (past.before !== undefined) return { more, newer: past.before <= head };
  return { more, newer };
}

/** A number may also belong to an edit or a reaction, which have no place of their own. The first new message has none if it is gone. */
function mustShow({ messages, head }: History, slug: string, seq: number) {
  if (messages.some((message) => message.seq === seq)) return;
  const last = messages.at(-1)?.seq ?? 0;
  throw new Refusal(
    "unknown_message",
    seq > head
      ? `Room '${slug}' has no message ${seq} yet: its last one is ${last}`
      : `Room '${slug}' has no message with the number ${seq}: it may be that of an edit or a reaction`,
  );
}
