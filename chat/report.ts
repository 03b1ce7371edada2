/** What is dispatched for each line, so that whoever counts them hears of it. */
export const REPORTED = "reported";

/**
 * Writes a line for the operator: one JSON object, so that no control character in an error can fake another line.
 *
 * @param details What else the line is to say.
 */
export function report(
  what: string,
  thrown: unknown,
  details: Record<string, string> = {},
): void {
  const error = thrown instanceof Error
    ? thrown.stack ?? String(thrown)
    : String(thrown);
  console.error(JSON.stringify({ level: "error", what, ...details, error }));
  dispatchEvent(new Event(REPORTED));
}
