/** Ends the headline of a failure: with the caller's own message where there is one. */
export function withMessage(headline: string, msg: string | undefined): string {
  return msg ? `${headline}: ${msg}` : `${headline}.`;
}

/** Writes a value so that two equal ones give the same text: whole, keys sorted, one per line. */
export function format(value: unknown): string {
  return Deno.inspect(value, {
    compact: false,
    depth: Infinity,
    iterableLimit: Infinity,
    sorted: true,
    strAbbreviateSize: Infinity,
    trailingComma: true,
  });
}
