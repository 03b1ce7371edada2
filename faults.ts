/** Errors that nobody caught. They would end the process, and a worker in silence: instead they are logged and counted. */
let count = 0;

/** How many there were in this worker. */
export function faults(): number {
  return count;
}

/** From now on such errors are survived. */
export function surviveFaults(): void {
  addEventListener("error", (event) => {
    event.preventDefault();
    record("uncaught error", event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    record("unhandled rejection", event.reason);
  });
}

function record(what: string, thrown: unknown): void {
  count++;
  const error = thrown instanceof Error
    ? thrown.stack ?? thrown.message
    : String(thrown);
  console.error(JSON.stringify({ level: "error", what, error }));
}
