import { Refusal } from "@/chat/refusal.ts";

/** A whole number of a query, or `undefined` if it is not there. Throws {@linkcode Refusal} for anything else. */
export function wholeNumber(
  query: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Refusal(
    "bad_packet",
    `Cannot read '${name}': expected a whole number from ${least} to ${most}`,
  );
}
