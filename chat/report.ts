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
  const error = causesOf(thrown).map(inWords).join("\ncaused by: ");
  console.error(JSON.stringify({ level: "error", what, ...details, error }));
  dispatchEvent(new Event(REPORTED));
}

/** What was thrown, what caused that, and so on: only the last one may say that the disk is full. */
function causesOf(thrown: unknown): unknown[] {
  const causes = [thrown];
  for (
    let cause = causeOf(thrown);
    cause !== undefined && !causes.includes(cause);
    cause = causeOf(cause)
  ) causes.push(cause);
  return causes;
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown.cause : undefined;
}

function inWords(thrown: unknown): string {
  return thrown instanceof Error
    ? thrown.stack ?? String(thrown)
    : String(thrown);
}
