/** Writes a line for the operator: one JSON object, so that no control character in an error can fake another line. */
export function report(what: string, error: unknown): void {
  const line = { level: "error", what, error: String(error) };
  console.error(JSON.stringify(line));
}
