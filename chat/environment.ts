import { clearImmediate, setImmediate } from "node:timers";

/**
 * What the core takes from outside, so that it runs whole inside a simulation: nothing in `chat/` reads the clock, draws a
 * random number or sets a timer by itself.
 */
export interface Environment {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** So many bytes that nobody can guess. */
  secret(bytes: number): Uint8Array<ArrayBuffer>;
  /** Runs `run` once after `ms`, for 0 once what waits to be sent or was received has had its turn; gives a function that calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const systemEnvironment: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  secret: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  after(ms, run) {
    // A timer would take more than a millisecond.
    if (ms === 0) {
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`. */
export function delay(environment: Environment, ms: number): Promise<void> {
  return new Promise((resolve) => void environment.after(ms, resolve));
}

/** How long ago a time was, in milliseconds; 0 if the clock has been set back since. */
export function since(environment: Environment, time: number): number {
  return Math.max(environment.now() - time, 0);
}
