/**
 * The events of a room that wait to go out together. In a quiet room they leave at the end of the turn. A round to many followers takes
 * time, and costs the same for one event as for ten: so what comes during a round waits for its end, and rounds begin at some distance from
 * each other, the longer the more followers there are. When so much waits that a round would be too large, those who write wait as well:
 * what is committed faster than it can go out would only grow old here.
 */
import type { Environment } from "./environment.ts";
import {
  CATCH_UP_BYTES,
  GATHERED_BYTES,
  GATHERING_MS,
  GATHERING_MS_PER_FOLLOWER,
} from "./limits.ts";

export class Gathering {
  readonly #environment: Environment;
  readonly #send: () => void;
  #events: string[] = [];
  #bytes = 0;
  #notBefore = 0;
  /** Rounds under way: a second one begins before the first has ended only if too much has come meanwhile. */
  #rounds = 0;
  #stop: (() => void) | undefined;
  /** For those who wait to write more. */
  #ready: PromiseWithResolvers<void> | undefined;

  /** Calls `send` when it is time; who is called must {@linkcode take} them, and say when their round has ended. */
  constructor(environment: Environment, send: () => void) {
    this.#environment = environment;
    this.#send = send;
  }

  get size(): number {
    return this.#events.length;
  }

  /** `undefined` if more may come; otherwise it resolves when that is worth asking again. */
  get ready(): Promise<void> | undefined {
    if (!this.#isCrowded) return undefined;
    this.#ready ??= Promise.withResolvers();
    return this.#ready.promise;
  }

  add(events: readonly string[]): void {
    if (this.#events.length === 0) this.#schedule();
    for (const text of events) {
      this.#events.push(text);
      this.#bytes += text.length;
    }
    if (this.#bytes > CATCH_UP_BYTES) this.#send();
  }

  /** Gives what was gathered, for a round to so many followers that begins now. */
  take(followers: number): readonly string[] {
    this.#stop?.();
    this.#stop = undefined;
    const events = this.#events;
    this.#events = [];
    this.#bytes = 0;
    this.#rounds++;
    this.#notBefore = this.#environment.now() + pauseAfter(followers);
    this.#wake();
    return events;
  }

  /** A round has ended. */
  end(): void {
    this.#rounds--;
    this.#wake();
    if (this.#events.length > 0) this.#schedule();
  }

  /** Too much waits, or already goes out in more than one round. */
  get #isCrowded(): boolean {
    return this.#bytes > GATHERED_BYTES || this.#rounds > 1;
  }

  #wake(): void {
    this.#ready?.resolve();
    this.#ready = undefined;
  }

  #schedule(): void {
    if (this.#rounds > 0 || this.#stop) return;
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
