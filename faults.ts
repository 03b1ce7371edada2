import type { ErrorFigures } from "@/chat/figures.ts";
import { report, REPORTED } from "@/chat/report.ts";

/** Errors that nobody caught. They would end the process, and a worker in silence: instead they are logged and counted. */
let count = 0;
/** All that were logged. */
let reported = 0;

/** How many there were in this worker. */
export function faults(): number {
  return count;
}

/** These and the errors that somebody caught, as far as they were logged. */
export function errorFigures(): ErrorFigures {
  return { errors: reported, faults: count };
}

/** From now on such errors are survived, and all that are logged are counted. */
export function surviveFaults(): void {
  addEventListener(REPORTED, () => void reported++);
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
