/**
 * The events of a room that wait to go out together. In a quiet room they leave at the end of the turn. A round to many followers takes
 * time, and costs the same for one event as for ten: so after a round the next one waits a little, the longer the more followers there are.
 */
import type { Environment } from "./environment.ts";
import {
  CATCH_UP_BYTES,
  GATHERING_MS,
  GATHERING_MS_PER_FOLLOWER,
} from "./limits.ts";

export class Gathering {
  readonly #environment: Environment;
  readonly #send: () => void;
  #events: string[] = [];
  #bytes = 0;
  #notBefore = 0;
  #stop: (() => void) | undefined;

  /** Calls `send` when it is time; who is called must {@linkcode take} them. */
  constructor(environment: Environment, send: () => void) {
    this.#environment = environment;
    this.#send = send;
  }

  get size(): number {
    return this.#events.length;
  }

  add(events: readonly string[]): void {
    if (this.#events.length === 0) this.#schedule();
    for (const text of events) {
      this.#events.push(text);
      this.#bytes += text.length;
    }
    if (this.#bytes > CATCH_UP_BYTES) this.#send();
  }

  /** Gives what was gathered, and begins anew. */
  take(): readonly string[] {
    this.#stop?.();
    this.#stop = undefined;
    const events = this.#events;
    this.#events = [];
    this.#bytes = 0;
    return events;
  }

  /** What was taken has gone to so many followers. Counted from here: while the round lasted nothing else could be done. */
  pause(followers: number): void {
    this.#notBefore = this.#environment.now() + pauseAfter(followers);
  }

  #schedule(): void {
    // The clock may have been set back: never longer than a pause.
    const wait = Math.min(
      this.#notBefore - this.#environment.now(),
      GATHERING_MS,
    );
    if (wait <= 0) return queueMicrotask(() => this.#due());
    this.#stop = this.#environment.after(wait, () => this.#due());
  }

  #due(): void {
    if (this.#events.length > 0) this.#send();
  }
}

/** In whole milliseconds, as clocks and timers count: none for a room in which few follow. */
function pauseAfter(followers: number): number {
  const pause = Math.floor(followers * GATHERING_MS_PER_FOLLOWER);
  return Math.min(pause, GATHERING_MS);
}
