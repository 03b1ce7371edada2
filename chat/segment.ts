/**
 * How a room's events, and its messages, stand in the store: several texts under one key, because writing a key costs about as much for
 * twenty texts as for one. A segment holds texts of ascending `seq` and stands under the `seq` of its last; so a listing from any `seq` on
 * begins with the segment that holds it. Between two segments no `seq` is in both.
 */
import { Buffer } from "node:buffer";
import { SEGMENT_BYTES } from "./limits.ts";
import { isEdit, seqOf } from "./protocol.ts";
import type { Key, Store } from "./store.ts";
import { toBytes, toText } from "./text.ts";

/** JSON escapes it, so it stands between texts only. */
const SEPARATOR = "\n";

/** A listing's limit. */
export const ENDLESS = Number.MAX_SAFE_INTEGER;

/** Behind every `seq`: ends the listing of a whole room. */
export const PAST_THE_END = Number.MAX_SAFE_INTEGER;

export interface Segment {
  /** `seq` of the last text. */
  last: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The texts of a segment. Throws `TypeError` if the stored value is none. */
export function textsIn(stored: unknown): string[] {
  return toText(stored).split(SEPARATOR);
}

/** The texts of the segment that holds `seq`, or else of the next one; `keyOf` gives the key of a segment by its last `seq`. */
export async function readSegmentAt(
  store: Store,
  keyOf: (seq: number) => Key,
  seq: number,
): Promise<string[]> {
  const range = { start: keyOf(seq), end: keyOf(PAST_THE_END), limit: 1 };
  for await (const { value } of store.list(range)) return textsIn(value);
  return [];
}

/** The text with this `seq`, if there is one. */
export async function readTextAt(
  store: Store,
  keyOf: (seq: number) => Key,
  seq: number,
): Promise<string | undefined> {
  const texts = await readSegmentAt(store, keyOf, seq);
  return texts.find((text) => seqOf(text) === seq);
}

/** An event or a message, in JSON. */
export interface Numbered {
  seq: number;
  text: string;
}

/** What comes after a `seq`, in ascending order; whoever reads stops by themselves. */
export async function* textsAfter(
  store: Store,
  keyOf: (seq: number) => Key,
  after: number,
): AsyncIterable<Numbered> {
  const range = {
    start: keyOf(after + 1),
    end: keyOf(PAST_THE_END),
    limit: ENDLESS,
  };
  for await (const { value } of store.list(range)) {
    for (const text of textsIn(value)) {
      const seq = seqOf(text);
      if (seq > after) yield { seq, text };
    }
  }
}

/** Size in UTF-8. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** Texts in ascending order of their `seq`, put into segments. An edit stands alone: when its message goes, it is rewritten, and its neighbours would be, too. */
export function segmentsOf(texts: readonly string[]): Segment[] {
  const groups: string[][] = [];
  let space = 0;
  for (const text of texts) {
    const bytes = bytesOf(text);
    if (bytes > space || isEdit(text)) {
      groups.push([]);
      space = SEGMENT_BYTES;
    }
    groups.at(-1)?.push(text);
    space = isEdit(text) ? 0 : space - bytes;
  }
  return groups.map((group) => ({
    last: seqOf(group.at(-1) ?? ""),
    bytes: toBytes(group.join(SEPARATOR)),
  }));
}
