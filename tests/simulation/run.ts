import { check } from "./checker.ts";
import type { Control } from "./controls.ts";
import type { History } from "./history.ts";
import type { FinalState } from "./final_state.ts";
import { Simulation } from "./simulation.ts";
import type { Violation } from "./violation.ts";
import { SimulatedFailure } from "./world.ts";

/** One run and what came of it. */
export interface Run {
  seed: number;
  history: History;
  final: FinalState;
  violations: Violation[];
  faults: ReadonlyMap<string, number>;
  /** Simulated milliseconds. */
  elapsed: number;
  steps: number;
}

/** Runs one seed and checks it. The same seed gives the same run. `control` breaks something on purpose. */
export async function runSeed(seed: number, control?: Control): Promise<Run> {
  const simulation = new Simulation(seed, control?.wrappers ?? {});
  const { history, scheduler, faults } = simulation;
  const restore = [control?.install?.() ?? (() => {}), listen(history)];
  try {
    const final = await simulation.run();
    const violations = check(history.entries, final);
    return {
      seed,
      history,
      final,
      violations,
      faults: faults.counts,
      elapsed: scheduler.elapsed,
      steps: scheduler.steps,
    };
  } finally {
    for (const undo of restore) undo();
  }
}

/** What the system logs belongs into the history; what nobody caught is trouble. */
function listen(history: History): () => void {
  const { error, warn } = console;
  const log = (...what: unknown[]) =>
    heard(history, what.map(String).join(" "));
  const rejected = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    history.trouble(
      `Unhandled rejection: ${
        event.reason instanceof Error ? event.reason.stack : event.reason
      }`,
    );
  };
  Object.assign(console, { error: log, warn: log });
  addEventListener("unhandledrejection", rejected);
  return () => {
    Object.assign(console, { error, warn });
    removeEventListener("unhandledrejection", rejected);
  };
}

/** Complaints about what was simulated are as they should be; all others are trouble. */
function heard(history: History, line: string): void {
  const text = withoutStack(line);
  const expected = [
    SimulatedFailure.name,
    "The socket has not drained in time",
    "the store does not answer",
    "The store did not answer",
  ];
  if (expected.some((words) => text.includes(words))) {
    history.add({ kind: "logged", text });
  } else history.trouble(`Logged: ${text}`);
}

/** Where in the tests a run was begun is no part of the run: it is the same to the byte wherever that was. */
function withoutStack(line: string): string {
  return line.replaceAll(/\\n {4}at [^"]*?(?=\\n|")/g, "");
}
