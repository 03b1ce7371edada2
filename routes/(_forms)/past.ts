import { HttpError } from "fresh";

/** A place in a room's past: the messages beside a `seq`, before it or after it. */
export type Past = { before: number; after?: undefined } | {
  after: number;
  before?: undefined;
};

/** Reads `?before=SEQ` or `?after=SEQ`; nothing asks for the newest. Throws `HttpError` 400 for what is no `seq`. */
export function pastOf(query: URLSearchParams): Past | undefined {
  const before = seqIn(query, "before");
  if (before !== undefined) return { before };
  const after = seqIn(query, "after");
  return after === undefined ? undefined : { after };
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
