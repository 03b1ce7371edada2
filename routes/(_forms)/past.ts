import { HttpError } from "fresh";
import type { Page } from "@/chat/room_log.ts";

/** A place in a room's past: the messages before a `seq`, after it, or around it. */
export type Past = Pick<Page, "before" | "after" | "around">;

const WAYS = ["around", "before", "after"] as const;

/** Reads `?around=SEQ`, `?before=SEQ` or `?after=SEQ`; nothing asks for the newest. Throws `HttpError` 400 for what is no `seq`. */
export function pastOf(query: URLSearchParams): Past | undefined {
  for (const way of WAYS) {
    const seq = seqIn(query, way);
    if (seq !== undefined) return { [way]: seq };
  }
}

function seqIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HttpError(
    400,
    `Cannot go to '${text.slice(0, 32)}': '${name}' is the number of a message`,
  );
}
