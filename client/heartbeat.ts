import { Alarm } from "./alarm.ts";
import { sensible } from "./back_off.ts";
import type { Environment, Socket } from "./environment.ts";

/** How long a ping may go unanswered. */
const PATIENCE_MS = 5_000;

/**
 * Finds out that a connection is dead though nobody closed it: a laptop that slept, a network that was left. After a silence
 * it pings; whatever is heard then counts as the answer.
 */
export class Heartbeat {
  readonly #environment: Environment;
  readonly #socket: Socket;
  readonly #silence: number;
  readonly #dead: () => void;
  readonly #alarm: Alarm;
  #heardAt = 0;
  #pinging = false;
  #queued = 0;

  /** Pings after `silence` ms in which nothing was heard; calls `dead` once when a ping has no answer. */
  constructor(
    environment: Environment,
    socket: Socket,
    silence: number,
    dead: () => void,
  ) {
    this.#environment = environment;
    this.#socket = socket;
    this.#silence = sensible(silence);
    this.#dead = dead;
    this.#alarm = new Alarm(environment);
    this.heard();
    this.#listen(this.#silence);
  }

  /** Something came from the server. */
  heard(): void {
    this.#heardAt = this.#environment.now();
    if (this.#pinging) this.#listen(this.#silence);
    this.#pinging = false;
  }

  /** Asks the server for a sign of life now. */
  ping(): void {
    if (this.#pinging) return;
    this.#pinging = true;
    this.#wait();
    // Before the ping joins it: a connection that takes nothing at all is dead at the first look, not at the second.
    this.#queued = this.#socket.bufferedAmount;
    this.#socket.send('{"type":"ping"}');
  }

  stop(): void {
    this.#alarm.clear();
  }

  /** One timer for a whole silence, not one for each frame that breaks it. */
  #listen(ms: number): void {
    this.#alarm.set(ms, () => {
      const rest = this.#heardAt + this.#silence - this.#environment.now();
      // More than a silence is left only where the clock has been set back.
      if (rest > 0 && rest <= this.#silence) this.#listen(rest);
      else this.ping();
    });
  }

  /** On a slow way up the ping may still stand behind long messages: as long as those get fewer, the connection lives. */
  #wait(): void {
    this.#alarm.set(PATIENCE_MS, () => {
      const queued = this.#socket.bufferedAmount;
      if (queued >= this.#queued) return this.#dead();
      this.#queued = queued;
      this.#wait();
    });
  }
}
