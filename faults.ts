import { report } from "@/chat/report.ts";

/** Errors that nobody caught. They would end the process, and a worker in silence: instead they are logged and counted. */
let count = 0;

/** How many there were in this worker. */
export function faults(): number {
  return count;
}

/** From now on such errors are survived. */
export function surviveFaults(): void {
  addEventListener("error", (event) => {
    survive(event, "uncaught error", event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    survive(event, "unhandled rejection", event.reason);
  });
}

function survive(event: Event, what: string, thrown: unknown): void {
  // A server that can't listen must not live on.
  if (thrown instanceof Deno.errors.AddrInUse) return;
  event.preventDefault();
  count++;
  report(what, thrown);
}
